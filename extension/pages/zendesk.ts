import type { Finding } from './site.ts'

/** `/agent/tickets/N`, and the older `/agent/#/tickets/N`. */
export function readZendesk({ pathname, hash }: URL): Finding | null {
  const path = /^\/agent\/?$/.test(pathname) && hash.startsWith('#/') ? `/agent${hash.slice(1)}` : pathname
  const id = /^\/agent\/tickets\/(\d+)(?:[/?]|$)/.exec(path)?.[1]
  return id ? { ticket_id: id, certainty: 'address' } : null
}
