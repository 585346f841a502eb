import { oneParam } from './address.ts'
import type { Finding } from './site.ts'

/** `/ticket?id=N`, or the list with one ticket open: `/tickets?…&id=N`. */
export function readHaloPsa({ pathname, searchParams }: URL): Finding | null {
  const id = /^\/tickets?\/?$/i.test(pathname) ? oneParam(searchParams, 'id') : null
  return id ? { ticket_id: id, certainty: 'address' } : null
}
