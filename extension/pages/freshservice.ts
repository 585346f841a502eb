import type { Finding } from './site.ts'

/** `/a/tickets/N`, and the older `/helpdesk/tickets/N`. */
export function readFreshservice({ pathname }: URL): Finding | null {
  const id = /^\/(?:a|helpdesk)\/tickets\/(\d+)(?:\/|$)/.exec(pathname)?.[1]
  return id ? { ticket_id: id, certainty: 'address' } : null
}
