import { TriangleAlert } from 'lucide-preact'
import type { ComponentType } from 'preact'
import type { Me } from '../../shared/contracts/accounts.ts'
import { overAll } from '../acts/over-all.ts'
import { Frame, Waiting } from '../frame/Frame.tsx'
import { Guarded } from '../frame/Guarded.tsx'
import { caseOn, placeOf } from '../frame/last-case.ts'
import { TopRow } from '../frame/TopRow.tsx'
import { TroubleView } from '../frame/TroubleView.tsx'
import { troubleWords } from '../frame/trouble-words.ts'
import type { Host, Trouble } from '../host.ts'
import { usePod } from '../pod.ts'
import { Icon } from '../ui/Icon.tsx'
import { LiveRegion } from '../ui/LiveRegion.tsx'
import { lazily } from '../ui/lazily.tsx'
import { useGeneralActs } from './general-acts.ts'

const Palette = lazily(() => import('../palette/over-all-parts.ts').then((part) => part.Palette))
const Shortcuts = lazily(() => import('../palette/over-all-parts.ts').then((part) => part.Shortcuts))
const LinkMember = lazily(() => import('../account/LinkMember.tsx').then((module) => module.LinkMember))

/** The screen of this place, or what keeps it from standing here. */
export function Surface({ Screen }: { Screen: ComponentType }) {
  const { host, me } = usePod()
  useGeneralActs(host)
  const trouble = standing(host, me.value)
  const screen = (
    <Guarded key={trouble ? 'trouble' : 'screen'} name={trouble ? 'What is wrong' : 'This page'}>
      {trouble ? <TroubleScreen trouble={trouble} /> : <Screen />}
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
function standing(host: Host, me: Me | null): Trouble | null {
  const trouble = host.trouble.value
  if (trouble?.code === 'psa_away') return hasCaseOn(host, me) ? null : trouble
  return trouble?.code === 'unreachable' && me !== null ? null : trouble
}

function hasCaseOn(host: Host, me: Me | null): boolean {
  const ticketId = host.ticket.value
  return me !== null && ticketId !== null && caseOn(placeOf(me, ticketId), host) !== null
}

function TroubleScreen(props: { trouble: Trouble }) {
  const { host, me } = usePod()
  const { code } = props.trouble
  return (
    <>
      <TopRow
        ticket_id={code === 'not_framed' ? null : host.ticket.value}
        title={host.ticket.value && code !== 'not_framed' ? '' : 'FlowPilot'}
        state={
          <span class="flex items-center gap-6px meta whitespace-nowrap">
            <Icon of={TriangleAlert} size={14} class="text-red" />
            {troubleWords[code].chip}
          </span>
        }
      />
      {props.trouble.by_password ? (
        <LinkMember trouble={props.trouble} meanwhile={<Waiting />} />
      ) : (
        <TroubleView trouble={props.trouble} onTryAgain={host.tryAgain} hasCase={hasCaseOn(host, me.value)} />
      )}
    </>
  )
}
