import * as v from 'valibot'
import type { PsaProvider } from '../../psa/provider.ts'
import { defineVendor } from '../../psa/vendor.ts'
import type { Desk } from './desk.ts'
import { open, type Seat } from './seat.ts'
import { keepNotes, readTickets } from './tickets.ts'
import { bookTime, changeTickets } from './work.ts'

/** Deskline as a vendor: no pod, no sign-in of its members, a password in place of a pair of keys. */
export const deskline = (desk: Desk) =>
  defineVendor({
    name: 'Deskline',
    cloudHost: (host) => (host === 'desk.line.example' ? host : null),
    pod_query: null,
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
    test: async () => {
      const isKnown = seat.desk.isKnown(seat.password)
      const rights = ['reading tickets', 'notes', 'time', 'status', 'resources'].map((used_for) => ({
        ...{ need: used_for, have: 'yes' as const, used_for },
      }))
      return isKnown
        ? { ok: true, version: '1', member: 'flowpilot', rights, problem: null }
        : {
            ok: false,
            version: null,
            member: null,
            rights: [],
            problem: 'Deskline does not know this password.',
          }
    },
  }
}
