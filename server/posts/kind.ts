import type * as v from 'valibot'
import type { NewPostReason } from '../../shared/contracts/post-reasons.ts'
import type { PsaProvider, TicketState, WriteOutcome } from '../psa/provider.ts'
import type { Finding, Found } from './machine/finding.ts'
import type { PostRow } from './machine/row.ts'

/** A write is not sent, and what becomes of its post. */
export type Stop = { state: 'rejected' | 'needs_human'; reason: NewPostReason }
/** `refused_member`: the first form was refused for its author. */
export type Written = { outcome: WriteOutcome; refused_member: boolean }
/** What a person named as theirs, or a sentence why it is not. */
export type Named = Found | { kind: 'not_it'; says: string }

/** All that the outbox must know of one kind of write. Reads throw what the provider throws, writes never throw. */
export type PostKind<Order> = {
  /** Frozen at the click. */
  order: v.GenericSchema<unknown, Order>
  /** Waits for the undo time before it goes. */
  undo(order: Order): boolean
  /** What must hold of the ticket right before it goes; null: go on. */
  mayGo(ticket: TicketState, order: Order, psa: PsaProvider): Stop | null | Promise<Stop | null>
  write(psa: PsaProvider, post: PostRow, order: Order, signal: AbortSignal): Promise<Written>
  look(psa: PsaProvider, post: PostRow, order: Order): Promise<Finding>
  /** The same long after, where that is another question. */
  audit?(psa: PsaProvider, post: PostRow, order: Order): Promise<Finding>
  /** A person asks for it once more, whatever it found in its way. */
  renew(order: Order): Order
  /** What a person says is this one: `psa_id` null where they named none. */
  named(psa: PsaProvider, post: PostRow, order: Order, psa_id: string | null): Promise<Named>
}
