import { oneParam } from './address.ts'
import { readBanner, readPodHeader } from './connectwise-banner.ts'
import { readHash } from './connectwise-hash.ts'
import { screenPath } from './connectwise-hosts.ts'
import type { Finding, PageHints } from './site.ts'

/**
 * The screen wins over the address: moving on changes only the part after `#`, so a number in the query may be
 * that of a ticket left long ago. A banner of something else than a ticket means that none is open.
 */
export function readConnectWise(address: URL, banner: string | null, hints: PageHints): Finding | null {
  if (!screenPath(address.pathname)) return null
  const shown = readBanner(banner)
  if (shown?.ticket_id) return { ticket_id: shown.ticket_id, certainty: 'shown' }
  const found = fromAddress(address)
  if (shown) return shown.number !== null && shown.number === found?.ticket_id ? found : null
  const header = readPodHeader(hints.pod_header)
  if (header) return { ticket_id: header, certainty: header === found?.ticket_id ? 'shown' : 'hint' }
  return found
}

function fromAddress(address: URL): Finding | null {
  const inQuery = queryTicket(address)
  const hash = readHash(address.hash)
  const query = (certainty: Finding['certainty']) => (inQuery ? { ticket_id: inQuery, certainty } : null)
  if (hash.kind === 'none') return query('address')
  if (hash.kind === 'ticket_unread') return query('hint')
  if (hash.kind === 'other') return null
  if (hash.ticket_id === inQuery) return query('address')
  if (hash.kind === 'state_unnamed') return null
  return { ticket_id: hash.ticket_id, certainty: hash.is_packed ? 'hint' : 'address' }
}

/** `recid` alone may be a company's or a project's: the record's kind must be said beside it. */
function queryTicket({ pathname, searchParams }: URL): string | null {
  const path = screenPath(pathname)
  const kind = path === 'record_link' ? 'recordtype' : 'routeto'
  if (path !== 'ticket_link' && oneParam(searchParams, kind)?.toLowerCase() !== 'servicefv') return null
  const id =
    path === 'ticket_link'
      ? oneParam(searchParams, 'service_recid')
      : oneParam(searchParams, 'recid', 'srrecid')
  return id && /^[1-9]\d{0,9}$/.test(id) ? id : null
}
