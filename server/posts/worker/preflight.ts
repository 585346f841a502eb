import { Problem } from '../../../shared/problems.ts'
import type { TransactionSql } from '../../db/connect.ts'
import type { PsaProvider, TicketState } from '../../psa/provider.ts'
import { selectRecentTicket } from '../../tickets/queries.ts'
import type { ReportedSignal } from '../breaker/signals.ts'
import type { Stop } from '../kind.ts'
import { kindOf } from '../kinds.ts'
import { blocked, notSent } from '../machine/on-write.ts'
import { type Change, type Clock, isClientVisible, type PostRow } from '../machine/row.ts'
import { traits } from '../machine/traits.ts'
import { onOpenTicket } from '../note/kind.ts'

/**
 * Whether the ticket is still the one this was written for, read right before the sending. `change`: it is not sent,
 * and that is what becomes of it. `signal`: what that tells of the connection. Null: go on.
 */
export type Verdict = {
  change: (post: PostRow, clock: Clock) => Change
  signal: ReportedSignal | null
} | null

export async function judgeTicket(psa: PsaProvider, post: PostRow): Promise<Verdict> {
  try {
    const ticket = await psa.ticketState(post.ticket_id)
    return stopped(misplaced(ticket, post) ?? (await kindOf(post).mayGo(ticket, psa)))
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return unreachable(error, post)
  }
}

/** As old as what the preview shows beside the button. */
const seenSeconds = 60

/**
 * Whether the ticket was seen a moment ago and was right: the first try of an internal note then goes without another
 * reading before it. What a client reads, and what did not go at once, is always judged anew.
 */
export async function wasJustRight(sql: TransactionSql, post: PostRow): Promise<boolean> {
  if (post.kind !== 'note' || isClientVisible(post.placement)) return false
  if (post.attempt > 0 || post.not_sent_count > 0) return false
  const ticket = await selectRecentTicket(sql, post.connection_id, post.ticket_id, seenSeconds)
  return ticket !== null && misplaced(ticket, post) === null && onOpenTicket(ticket) === null
}

type Place = Pick<TicketState, 'company' | 'merged_into'>

/** It is not the ticket that the person looked at any more. */
function misplaced(ticket: Place, post: Pick<PostRow, 'kind' | 'company_id' | 'ticket_id'>): Stop | null {
  const { nothing } = traits[post.kind].words
  if (ticket.merged_into)
    return asked({
      code: 'ticket_merged',
      says: `Ticket #${post.ticket_id} was merged into #${ticket.merged_into}. ${nothing} Discard it, and post it there if it still fits.`,
      params: { found: ticket.merged_into },
    })
  if (post.company_id !== null && ticket.company?.id !== post.company_id)
    return asked({
      code: 'ticket_moved',
      says: `Ticket #${post.ticket_id} belongs to another company now (${ticket.company?.name ?? 'none'}). ${nothing} Discard it, and write a new one if it still fits.`,
      params: { found: ticket.company?.name ?? null },
    })
  return null
}

const asked = (reason: Stop['reason']): Stop => ({ state: 'needs_human', reason })

function stopped(stop: Stop | null): Verdict {
  if (!stop) return null
  const { code, says, params } = stop.reason
  const set = {
    state: stop.state,
    check_at: null,
    explanation: says,
    reason: code,
    reason_params: params ?? null,
  }
  return { change: () => ({ set, detail: { reason: code } }), signal: null }
}

function unreachable(error: Problem, { kind }: PostRow): Verdict {
  const { nothing } = traits[kind].words
  if (error.code === 'ticket_not_found')
    return rejected(
      `This ticket does not exist in ConnectWise any more. ${nothing.slice(0, -1)}; copy the text.`,
    )
  if (error.code === 'psa_keys_refused') return { change: () => blocked(error.message, kind), signal: null }
  if (error.code === 'psa_refused') return rejected(`${error.message} ${nothing}`)
  const named = error.extra?.retry_after_s
  const retry_after_s = typeof named === 'number' ? named : null
  return {
    change: (post, clock) => notSent(post, error.message, retry_after_s, clock),
    signal: retry_after_s === null ? { kind: 'unreached' } : { kind: 'busy', retry_after_s },
  }
}

function rejected(explanation: string): Verdict {
  return { change: () => ({ set: { state: 'rejected', check_at: null, explanation } }), signal: null }
}
