import type { Audience } from '../../shared/contracts/updates.ts'
import type { Zones } from './queries.ts'

/** The times of a text that a client reads are those of the client, where they are known; else of the account, if any. */
export const zoneOfText = (audience: Audience, { client, account }: Zones): string | null =>
  (audience === 'ticket_notes' ? null : client) ?? account
