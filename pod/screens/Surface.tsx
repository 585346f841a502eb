import { TicketPlus, TriangleAlert } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import type { Me } from '../../shared/contracts/accounts.ts'
import { Frame, Waiting } from '../frame/Frame.tsx'
import { TopRow } from '../frame/TopRow.tsx'
import { TroubleView } from '../frame/TroubleView.tsx'
import { troubleWords } from '../frame/trouble-words.ts'
import type { Host, Trouble } from '../host.ts'
import { usePod } from '../pod.ts'
import { routeOf } from '../router.ts'
import { PodStart } from '../tickets/PodStart.tsx'
import { Icon } from '../ui/Icon.tsx'
import { LiveRegion } from '../ui/LiveRegion.tsx'
import { lazily } from '../ui/lazily.tsx'
import { caseOn, leaveCase, placeOf, rememberCase, wasLeft } from './last-case.ts'
import { OpenCase, prefetchCase } from './lazy-case.ts'

const FullPage = lazily(() => import('./FullPage.tsx').then((module) => module.FullPage))
const LinkMember = lazily(() => import('../account/LinkMember.tsx').then((module) => module.LinkMember))
const PanelPage = lazily(() => import('./PanelPage.tsx').then((module) => module.PanelPage))

/** Composition root: which screen stands where, and what keeps it from standing there. */
export function Surface() {
  const { host, me } = usePod()
  const trouble = standing(host, me.value)
  const screen = trouble ? (
    <TroubleScreen trouble={trouble} />
  ) : host.kind === 'page' ? (
    <Page />
  ) : host.panel ? (
    <PanelPage panel={host.panel} meanwhile={<Waiting />} />
  ) : (
    <TicketPod />
  )
  return (
    <>
      {host.kind === 'page' && !trouble ? screen : <Frame>{screen}</Frame>}
      <LiveRegion />
    </>
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

function Page() {
  const { host } = usePod()
  return (
    <FullPage
      route={routeOf(host.path.value)}
      meanwhile={
        <Frame>
          <Waiting />
        </Frame>
      }
    />
  )
}

/** The pod: the ticket in view, its case if one was opened here. */
function TicketPod() {
  const { host, me } = usePod()
  const ticketId = host.ticket.value
  useEffect(prefetchCase, [])
  if (me.value === null) return <Waiting />
  if (ticketId === null) return <NoTicket />
  const place = placeOf(me.value, ticketId)
  const sessionId = caseOn(place, host)
  const open = (id: string) => rememberCase(place, id, host)
  return sessionId ? (
    <OpenCase key={sessionId} session_id={sessionId} onGone={() => leaveCase(place, host)} />
  ) : (
    <PodStart key={ticketId} ticket_id={ticketId} resumesOwn={!wasLeft(place)} onOpen={open} />
  )
}

function NoTicket() {
  return (
    <>
      <TopRow title="FlowPilot" />
      <div class="p-3 wide:p-5 grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 gap-y-2 max-w-640px">
        <Icon of={TicketPlus} class="text-muted mt-2px" />
        <h2 class="text-title font-600">This ticket has no number yet</h2>
        <p class="col-start-2 text-muted">
          Save it once in ConnectWise; FlowPilot then begins from it by itself.
        </p>
      </div>
    </>
  )
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
