import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { overAll } from '../acts/over-all.ts'
import { Frame } from '../frame/Frame.tsx'
import { Guarded } from '../frame/Guarded.tsx'
import { caseInView } from '../frame/last-case.ts'
import { prefetchTrouble, TroubleScreen } from '../frame/lazy-trouble.ts'
import type { Trouble } from '../host.ts'
import { type Pod, usePod } from '../pod.ts'
import { LiveRegion } from '../ui/LiveRegion.tsx'
import { lazily } from '../ui/lazily.tsx'
import { useGeneralActs } from './general-acts.ts'

const Palette = lazily(() => import('../palette/over-all-parts.ts').then((part) => part.Palette))
const LinkMember = lazily(() => import('../account/LinkMember.tsx').then((module) => module.LinkMember))
const Shortcuts = lazily(() => import('../palette/over-all-parts.ts').then((part) => part.Shortcuts))

/** The screen of this place, or what keeps it from standing here. */
export function Surface({ Screen }: { Screen: ComponentType }) {
  const pod = usePod()
  const { host } = pod
  useGeneralActs(pod)
  useEffect(prefetchTrouble, [])
  const trouble = standing(pod)
  const screen = (
    <Guarded key={trouble ? 'trouble' : 'screen'} name={trouble ? 'What is wrong' : 'This page'}>
      {trouble ? <TroubleScreen trouble={trouble} link={<LinkMember />} /> : <Screen />}
    </Guarded>
  )
  return (
    <>
      {host.kind === 'page' && !trouble ? screen : <Frame>{screen}</Frame>}
      <OverAll />
      <LiveRegion />
    </>
  )
}

/** In a boundary of its own: what fails there takes nothing of the work away. */
function OverAll() {
  const Part = overAll.value && { palette: Palette, shortcuts: Shortcuts }[overAll.value]
  const close = () => {
    overAll.value = null
  }
  return (
    Part && (
      <Guarded key={overAll.value} name="What lies over the page" onClose={close}>
        <Part onClose={close} />
      </Guarded>
    )
  )
}

/** A line that breaks while we work shows as a band, not as a screen that takes the work away. */
function standing(pod: Pod): Trouble | null {
  const { host, me } = pod
  const trouble = host.trouble.value
  if (trouble?.code === 'psa_away') return caseInView(pod) ? null : trouble
  return trouble?.code === 'unreachable' && me.value !== null ? null : trouble
}
