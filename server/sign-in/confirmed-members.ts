import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { Problem } from '../../shared/problems.ts'
import type { PsaMember } from '../psa/provider.ts'

const minuteMs = 60_000
const keptMs = 5 * minuteMs
/** While ConnectWise cannot be asked, what it said within these minutes still counts: the case goes on. */
const outageMs = 10 * minuteMs
/** So long a claim that was confirmed is asked about before those that never were. */
const rememberedMs = 12 * 60 * minuteMs
const mostKept = 5_000
const mostTickets = 500

export type Confirmed = { member: PsaMember; at: number; tickets: Map<string, { seen: boolean; at: number }> }

/** What ConnectWise said of claims to be a member, by their fingerprints. */
export type ConfirmedMembers = {
  /** What it said in the last five minutes. */
  recall(print: string): Confirmed | undefined
  /** The same within ten minutes: for an outage of ConnectWise, never for a refusal. */
  recallInOutage(print: string): Confirmed | undefined
  /** It confirmed this claim some time today and refused it never since. */
  wasConfirmed(print: string): boolean
  remember(print: string, member: PsaMember): Confirmed
  /** It says no now: what it said before counts no more, whatever happens next. */
  forget(print: string): void
}

/** Stands for a claim without holding it: the claim itself is a credential and is kept nowhere. */
export function fingerprint(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}

export function createConfirmedMembers(): ConfirmedMembers {
  const confirmed = new LRUCache<string, Confirmed>({ max: mostKept })
  const within = (print: string, ms: number) => young(confirmed.get(print), ms)
  return {
    recall: (print) => within(print, keptMs),
    recallInOutage: (print) => within(print, outageMs),
    wasConfirmed: (print) => within(print, rememberedMs) !== undefined,
    remember: (print, member) => {
      const entry: Confirmed = { member, at: Date.now(), tickets: new Map() }
      confirmed.set(print, entry)
      return entry
    },
    forget: (print) => void confirmed.delete(print),
  }
}

const young = <T extends { at: number }>(found: T | undefined, ms: number): T | undefined =>
  found && Date.now() - found.at < ms ? found : undefined

/** Asks ConnectWise once per claim and ticket in five minutes. */
export async function seesTicket(
  entry: Confirmed,
  ticketId: string,
  ask: () => Promise<boolean>,
): Promise<boolean> {
  const known = entry.tickets.get(ticketId)
  if (known && young(known, keptMs)) return known.seen
  try {
    const seen = await ask()
    if (entry.tickets.size > mostTickets) entry.tickets.clear()
    entry.tickets.set(ticketId, { seen, at: Date.now() })
    return seen
  } catch (error) {
    // what is recalled is no younger for it
    if (known && isOutage(error) && young(known, outageMs)) return known.seen
    throw error
  }
}

/**
 * ConnectWise itself could not be asked. A full line of ours or a pause that it asked for is none: those a stranger
 * can bring about.
 */
export function isOutage(error: unknown): boolean {
  return error instanceof Problem && error.code === 'psa_unavailable'
}
