import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import type { PresenceState, Present } from '../../shared/contracts/presence.ts'
import { bodyOf } from '../line/api.ts'
import type { Pod } from '../pod.ts'
import { newId } from '../ui/new-id.ts'

const beatEveryMs = 10_000
/** So long after the last letter somebody still types. */
const typingForMs = 4_000

export type PresenceModel = {
  /** Who else has the case open. */
  others: ReadonlySignal<readonly Present[]>
  /** Something was typed into the case. */
  typed(): void
  dispose(): void
}
type Page = Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>
type Line = Pick<Pod, 'api' | 'live'> & { host: Pick<Pod['host'], 'lastToken' | 'signed_in'> }

/**
 * Says that the case is looked at while the page is, and hears who else does. `isOutside`: only hears, for one who has
 * not joined. A failure is nobody's trouble: the next beat comes.
 */
export function createPresence(
  { api, live, host }: Line,
  session_id: string,
  { isOutside = false, page = document }: { isOutside?: boolean; page?: Page } = {},
): PresenceModel {
  const one = api.client['ai-sessions'][':id'].presence
  const param = { id: session_id }
  const tab = newId()
  const others = signal<readonly Present[]>([])
  const life = new AbortController()
  let state: Exclude<PresenceState, 'gone'> = 'reading'
  let token: string | null = null
  let isAsking = false
  let isAskedAgain = false
  let line = new AbortController()
  let typingTimer: ReturnType<typeof setTimeout> | undefined

  const isHidden = () => page.visibilityState === 'hidden'
  const ask = () => {
    const init = { signal: AbortSignal.any([life.signal, line.signal]) }
    token = host.lastToken()
    return bodyOf(
      isOutside ? one.$get({ param }, { init }) : one.$put({ param, json: { state, tab } }, { init }),
    ) as Promise<Present[]>
  }
  /** One at a time, so that the server hears them in order. */
  const beat = async () => {
    if (isAsking) {
      isAskedAgain = true
      return
    }
    isAsking = true
    do {
      isAskedAgain = false
      if (isHidden() || life.signal.aborted) break
      others.value = await ask().catch(() => [])
    } while (isAskedAgain)
    isAsking = false
  }
  const leave = () => {
    line.abort()
    line = new AbortController()
    clearTimeout(typingTimer)
    state = 'reading'
    // a sign-in that has ended says nothing any more
    if (isOutside || host.signed_in.peek() === 'no') return
    // with the token of the ticket in view until now: a pod's next one opens only the next ticket
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
    one.$put({ param, json: { state: 'gone', tab } }, { headers, init: { keepalive: true } }).catch(() => {})
  }
  const become = (next: typeof state) => {
    if (state === next) return
    state = next
    void beat()
  }
  const onVisibility = () => (isHidden() ? leave() : void beat())

  const stops = [
    live.follow(['presence.changed'], beat, { when: (event) => event.session_id === session_id }),
    // what was told while the stream was away is not told again
    effect(() => {
      if (live.state.value.status === 'live') untracked(() => void beat())
    }),
  ]
  const timer = setInterval(() => void beat(), beatEveryMs)
  page.addEventListener('visibilitychange', onVisibility)
  globalThis.addEventListener?.('pagehide', leave)
  if (live.state.peek().status !== 'live') void beat()

  return {
    others,
    typed: () => {
      clearTimeout(typingTimer)
      typingTimer = setTimeout(() => become('reading'), typingForMs)
      become('typing')
    },
    dispose: () => {
      for (const stop of stops) stop()
      clearInterval(timer)
      page.removeEventListener('visibilitychange', onVisibility)
      globalThis.removeEventListener?.('pagehide', leave)
      if (!isHidden()) leave()
      life.abort()
    },
  }
}
