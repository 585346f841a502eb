import { oneParam } from './address.ts'
import type { Finding } from './site.ts'

const ticketPage =
  /^\/(?:mvc\/servicedesk\/ticket(?:detail|edit)\.mvc(?:\/ticketbyticketnumber)?|autotask\/views\/servicedesk\/servicedeskticket\/service_ticket(?:_panel_edit)?\.aspx?)\/?$/i
const commandPage = /^\/autotask\/autotaskextend\/executecommand\.aspx$/i
const number = /^T\d{8}\.\d{4}(?:\.\d{3})?$/i

/** The record id, or the number (T20240215.0042) in links that carry only that. */
export function readAutotask({ pathname, searchParams }: URL): Finding | null {
  const isCommand =
    commandPage.test(pathname) && oneParam(searchParams, 'code')?.toLowerCase() === 'openticketdetail'
  if (!isCommand && !ticketPage.test(pathname)) return null
  const ticketId = oneParam(searchParams, 'ticketid')
  if (ticketId) return { ticket_id: ticketId, certainty: 'address' }
  const ticketNumber = oneParam(searchParams, 'ticketnumber')
  return ticketNumber && number.test(ticketNumber)
    ? { ticket_id: ticketNumber.toUpperCase(), certainty: 'address' }
    : null
}
