import { TicketPlus } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import { Waiting } from '../frame/Frame.tsx'
import { caseOn, leaveCase, placeOf, rememberCase, wasLeft } from '../frame/last-case.ts'
import { TopRow } from '../frame/TopRow.tsx'
import { usePod } from '../pod.ts'
import { PodStart } from '../tickets/PodStart.tsx'
import { Icon } from '../ui/Icon.tsx'
import { OpenCase, prefetchCase } from './lazy-case.ts'
import { usePageInView } from './OverTicket.tsx'

/** The pod: the ticket in view, its case if one was opened here. */
export function TicketPod() {
  const { host, me } = usePod()
  const ticketId = host.ticket.value
  const page = usePageInView()
  useEffect(prefetchCase, [])
  if (me.value === null) return <Waiting />
  if (page) return page
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
