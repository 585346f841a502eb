import { createHash } from 'node:crypto'
import type { PsaMember } from '../psa/provider.ts'

const keptMs = 5 * 60_000
const mostKept = 5_000

type Confirmed = { member: PsaMember; tickets: Map<string, { seen: boolean; until: number }>; until: number }

const confirmed = new Map<string, Confirmed>()

/** Stands for a claim without holding it: the claim itself is a credential and is kept nowhere. */
export function fingerprint(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}

/** What ConnectWise said about this claim in the last five minutes. */
export function recall(print: string): Confirmed | undefined {
  const found = confirmed.get(print)
  return found && found.until > Date.now() ? found : undefined
}

export function remember(print: string, member: PsaMember): Confirmed {
  const oldest = confirmed.keys().next().value
  if (confirmed.size >= mostKept && oldest !== undefined) confirmed.delete(oldest)
  confirmed.delete(print)
  const entry: Confirmed = { member, tickets: new Map(), until: Date.now() + keptMs }
  confirmed.set(print, entry)
  return entry
}

/** Asks ConnectWise once per claim and ticket in five minutes. */
export async function seesTicket(
  entry: Confirmed,
  ticketId: string,
  ask: () => Promise<boolean>,
): Promise<boolean> {
  const known = entry.tickets.get(ticketId)
  if (known && known.until > Date.now()) return known.seen
  const seen = await ask()
  if (entry.tickets.size > 500) entry.tickets.clear()
  entry.tickets.set(ticketId, { seen, until: Date.now() + keptMs })
  return seen
}
