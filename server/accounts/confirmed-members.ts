import { createHash } from 'node:crypto'
import { Problem } from '../../shared/problems.ts'
import type { PsaMember } from '../psa/provider.ts'

const keptMs = 5 * 60_000
/** While ConnectWise cannot be asked, what it said within the last hour still counts: the case goes on. */
const outageMs = 60 * 60_000
const mostKept = 5_000

type Confirmed = { member: PsaMember; tickets: Map<string, { seen: boolean; until: number }>; until: number }

const confirmed = new Map<string, Confirmed>()

/** Stands for a claim without holding it: the claim itself is a credential and is kept nowhere. */
export function fingerprint(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}

/** What ConnectWise said about this claim in the last five minutes. */
export function recall(print: string): Confirmed | undefined {
  return within(confirmed.get(print), 0)
}

/** The same within the last hour: for an outage, never for a refusal. */
export function recallInOutage(print: string): Confirmed | undefined {
  return within(confirmed.get(print), outageMs)
}

function within<T extends { until: number }>(found: T | undefined, longerMs: number): T | undefined {
  return found && found.until + longerMs > Date.now() ? found : undefined
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
  if (within(known, 0)) return known?.seen ?? false
  const seen = await ask().catch((error: unknown) => {
    const before = isOutage(error) ? within(known, outageMs) : undefined
    if (!before) throw error
    return before.seen
  })
  if (entry.tickets.size > 500) entry.tickets.clear()
  entry.tickets.set(ticketId, { seen, until: Date.now() + keptMs })
  return seen
}

/** ConnectWise could not be asked, as opposed to: it said no. */
export function isOutage(error: unknown): boolean {
  return error instanceof Problem && (error.code === 'psa_unavailable' || error.code === 'psa_busy')
}
