import type { Finding } from './site.ts'

/** The record id, which may differ from the number on the screen. */
export function readSyncro({ pathname }: URL): Finding | null {
  const id = /^\/tickets\/(\d+)(?:\/|$)/.exec(pathname)?.[1]
  return id ? { ticket_id: id, certainty: 'address' } : null
}
