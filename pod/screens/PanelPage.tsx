import { Ticket } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import type { Me } from '../../shared/contracts/accounts.ts'
import { PanelSignIn } from '../account/PanelSignIn.tsx'
import { Waiting } from '../frame/Frame.tsx'
import { caseOn, leaveCase, placeOf, rememberCase, wasLeft } from '../frame/last-case.ts'
import type { Panel, TabTicket } from '../host.ts'
import { usePod } from '../pod.ts'
import { OtherTicket } from '../tickets/OtherTicket.tsx'
import { PodStart } from '../tickets/PodStart.tsx'
import { isOwnTicket, keyOf } from '../tickets/tab-ticket.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { OpenCase, prefetchCase } from './lazy-case.ts'
import { Strip, usePageInView } from './OverTicket.tsx'
import { PanelStart } from './PanelStart.tsx'

/** The side panel of a browser. */
export function PanelPage() {
  const { panel } = usePod().host
  return panel ? <ForTab panel={panel} /> : null
}

/** The page that was opened, else the kept case, else what the tab in view asks for. */
function ForTab({ panel }: { panel: Panel }) {
  const { host, me, go } = usePod()
  const page = usePageInView()
  useEffect(prefetchCase, [])
  if (host.signed_in.value === 'no') return <PanelSignIn panel={panel} />
  const known = me.value
  if (known === null) return <Waiting />
  const pin = panel.pin.value
  const shown = panel.shown.value
  if (page) return page
  if (pin)
    return (
      <>
        {shown && keyOf(shown) !== keyOfPin(pin.ticket_id, shown, known) && (
          <Strip>
            <Icon of={Ticket} size={14} class="text-muted" />
            <span class="flex-1 cut">This tab shows {nameOf(shown, known)}</span>
            <Button small kind="line" onPress={() => panel.setPin(null)}>
              Switch
            </Button>
          </Strip>
        )}
        <OpenCase key={pin.session_id} session_id={pin.session_id} onGone={() => panel.setPin(null)} />
      </>
    )
  if (shown) return <OfTab key={keyOf(shown)} ticket={shown} me={known} panel={panel} />
  return <PanelStart onOpen={(session_id) => go({ screen: 'case', session_id })} />
}

/** The tab's ticket: its case, or the way to begin one. */
function OfTab({ ticket, me, panel }: { ticket: TabTicket; me: Me; panel: Panel }) {
  const { host } = usePod()
  const isOwn = isOwnTicket(ticket, me)
  const place = placeOf(me, isOwn ? ticket.ticket_id : keyOf(ticket))
  const sessionId = caseOn(place, host)
  const open = (id: string) => rememberCase(place, id, host)
  return (
    <>
      {panel.offer.value && <Follow site={panel.offer.value} panel={panel} />}
      {sessionId ? (
        <OpenCase key={sessionId} session_id={sessionId} onGone={() => leaveCase(place, host)} />
      ) : isOwn ? (
        <PodStart ticket_id={ticket.ticket_id} resumesOwn={!wasLeft(place)} onOpen={open} />
      ) : (
        <OtherTicket ticket={ticket} me={me} onOpen={open} />
      )}
    </>
  )
}

function Follow({ site, panel }: { site: string; panel: Panel }) {
  return (
    <Strip>
      <span class="flex-1 cut meta">Read once.</span>
      <Button small kind="line" onPress={() => panel.follow()}>
        Follow tickets on {hostOf(site)}
      </Button>
    </Strip>
  )
}

const hostOf = (site: string) => site.replace(/^https?:\/\//, '')

function nameOf(ticket: TabTicket, me: Me): string {
  return `${isOwnTicket(ticket, me) ? '' : `${ticket.product_name} `}#${ticket.ticket_id}`
}

/** A kept case has a ticket of ours or none. */
function keyOfPin(ticketId: string | null, shown: TabTicket, me: Me): string | null {
  return ticketId !== null && isOwnTicket(shown, me) && shown.ticket_id === ticketId ? keyOf(shown) : null
}
