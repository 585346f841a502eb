import * as v from 'valibot'
import type { PsaProvider } from '../../psa/provider.ts'
import { defineVendor } from '../../psa/vendor.ts'
import type { Desk } from './desk.ts'
import { open, type Seat } from './seat.ts'
import { keepNotes, readTickets } from './tickets.ts'
import { bookTime, changeTickets } from './work.ts'

const rights = (
  [
    ['tickets_read', 'reading tickets'],
    ['notes_write', 'notes'],
    ['time_add', 'time'],
    ['tickets_edit', 'status'],
    ['schedule_edit', 'resources'],
  ] as const
).map(([code, used_for]) => ({
  ...{ code, kind: 'write' as const, need: used_for, have: 'yes' as const, used_for },
}))

/** Deskline as a vendor: no pod, no sign-in of its members, a password in place of a pair of keys. */
export const deskline = (desk: Desk) =>
  defineVendor({
    name: 'Deskline',
    cloudHost: (host) => (host === 'desk.line.example' ? host : null),
    pod_query: null,
    discover: async () => ({ trouble: null, company_name: null, version: '1', elsewhere: null }),
    site: v.object({ url: v.string() }),
    credentials: v.object({ password: v.string() }),
    make: ({ site, credentials: { password } }) => createDeskline({ desk, url: site.url, password }),
  })

function createDeskline(seat: Seat): PsaProvider {
  return {
    ...readTickets(seat),
    ...keepNotes(seat),
    ...bookTime(seat),
    ...changeTickets(seat),
    ticketUrl: (id) => `${seat.url}/t/${id}`,
    ping: async () => void open(seat),
    tryKeys: async () => (seat.desk.isKnown(seat.password) ? null : 'keys_refused'),
    test: async () => {
      if (seat.desk.isKnown(seat.password))
        return { ok: true, version: '1', member: 'flowpilot', rights, trouble: null, problem: null }
      const problem = 'Deskline does not know this password.'
      return { ok: false, version: null, member: null, rights: [], trouble: 'keys_refused', problem }
    },
  }
}
