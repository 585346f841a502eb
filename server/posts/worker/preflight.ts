import type { NewPostReason } from '../../../shared/contracts/post-reasons.ts'
import { Problem, type ProblemCode } from '../../../shared/problems.ts'
import type { TransactionSql } from '../../db/connect.ts'
import type { PsaProvider, TicketState } from '../../psa/provider.ts'
import { selectRecentTicket } from '../../tickets/queries.ts'
import type { ReportedSignal } from '../breaker/signals.ts'
import type { Stop } from '../kind.ts'
import { rulesOf } from '../kinds.ts'
import { blocked, notSent } from '../machine/on-write.ts'
import { type Change, type Clock, isClientVisible, type PostRow } from '../machine/row.ts'
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
    return stopped(misplaced(ticket, post) ?? (await rulesOf(post).mayGo(ticket, psa)))
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return unreachable(error)
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
function misplaced(ticket: Place, post: Pick<PostRow, 'company_id'>): Stop | null {
  if (ticket.merged_into) return asked({ code: 'ticket_merged', found: ticket.merged_into })
  if (post.company_id !== null && ticket.company?.id !== post.company_id)
    return asked({ code: 'ticket_moved', found: ticket.company?.name ?? null })
  return null
}

const asked = (reason: Stop['reason']): Stop => ({ state: 'needs_human', reason })

function stopped(stop: Stop | null): Verdict {
  if (!stop) return null
  return stopping(stop.state, stop.reason)
}

function stopping(state: Stop['state'], why: NewPostReason): Verdict {
  return {
    change: () => ({ set: { state, check_at: null, why } }),
    signal: null,
  }
}

/** What is said to somebody who can try again is not said of what goes on by itself. */
const awayWords: Partial<Record<ProblemCode, string>> = {
  psa_unavailable: 'ConnectWise could not be reached.',
  psa_busy: 'ConnectWise asked us to slow down.',
}

export const withoutAdvice = ({ code, message }: Problem): string => awayWords[code] ?? message

function unreachable(error: Problem): Verdict {
  const says = withoutAdvice(error)
  if (error.code === 'ticket_not_found') return stopping('rejected', { code: 'ticket_not_there' })
  if (error.code === 'psa_keys_refused')
    return { change: () => blocked({ code: 'keys_refused', says }), signal: null }
  if (error.code === 'psa_refused') return stopping('rejected', { code: 'psa_refused', status: null, says })
  const named = error.extra?.retry_after_s
  const retry_after_s = typeof named === 'number' ? named : null
  return {
    change: (post, clock) => notSent(post, says, retry_after_s, clock),
    signal: retry_after_s === null ? { kind: 'unreached' } : { kind: 'busy', retry_after_s },
  }
}
