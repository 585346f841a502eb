import { effect } from '@preact/signals'
import { type ComponentType, render } from 'preact'
import { ownPreferences } from './frame/choose-theme.ts'
import { Guarded } from './frame/Guarded.tsx'
import { recallTheme } from './frame/theme.ts'
import type { Host } from './host.ts'
import { reportUncaught } from './line/report-failure.ts'
import { createPod, PodContext } from './pod.ts'
import { pages } from './screens/pages.tsx'
import { Surface } from './screens/Surface.tsx'
import { RememberContext } from './ui/remember.ts'

/** Puts the UI into `root`, for the place that shows it, with that place's screen. The answer takes it out again. */
export function mountCockpit(root: HTMLElement, host: Host, Screen: ComponentType): () => void {
  const pod = createPod(host, pages)
  recallTheme(host)

  let ticket = host.ticket.peek()
  let wasOffline = false
  const stops = [
    host.start(),
    effect(() => {
      if (host.signed_in.value !== 'yes') return
      pod.live.start()
      if (pod.me.peek() !== null) return
      void loadMeUntilKnown(pod)
        .then(() => ownPreferences(pod))
        .catch(() => {})
    }),
    effect(() => {
      if (host.signed_in.value !== 'no' || host.kind === 'pod') return
      pod.forgetMe()
      // the stream stands by the token it was opened with
      pod.live.restart()
    }),
    effect(() => {
      const next = host.ticket.value
      if (next === ticket) return
      ticket = next
      // the token still opens the ticket just left: last chance to save what was typed on it
      pod.drafts.flushAll()
      pod.live.restart()
    }),
    effect(() => {
      const { status } = pod.live.state.value
      if (status === 'offline') wasOffline = true
      if (status !== 'live' || !wasOffline) return
      wasOffline = false
      pod.drafts.refresh()
    }),
    onPageComingAndGoing(pod),
    reportUncaught(window),
  ]
  render(
    <PodContext.Provider value={pod}>
      <RememberContext.Provider value={host}>
        <Guarded name="FlowPilot">
          <Surface Screen={Screen} />
        </Guarded>
      </RememberContext.Provider>
    </PodContext.Provider>,
    root,
  )
  return () => {
    render(null, root)
    pod.live.stop()
    for (const stop of stops) stop()
  }
}

const maxMeTries = 20
const meRetryMs = 2000

async function loadMeUntilKnown(pod: ReturnType<typeof createPod>): Promise<void> {
  for (let tries = 0; tries < maxMeTries; tries++) {
    try {
      return await pod.loadMe()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, meRetryMs))
    }
  }
}

function onPageComingAndGoing(pod: ReturnType<typeof createPod>): () => void {
  const gone = () => pod.drafts.flushAll()
  const seen = () => {
    if (document.visibilityState === 'hidden') return gone()
    pod.drafts.refresh()
    pod.live.tryNow()
  }
  globalThis.addEventListener('pagehide', gone)
  document.addEventListener('visibilitychange', seen)
  return () => {
    globalThis.removeEventListener('pagehide', gone)
    document.removeEventListener('visibilitychange', seen)
  }
}
