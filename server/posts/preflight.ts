import { Problem } from '../../shared/problems.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { PsaProvider, TicketState } from '../psa/provider.ts'
import { selectRecentTicket } from '../tickets/queries.ts'
import { blocked, notSent } from './outcome.ts'
import { type Change, type Clock, isClientVisible, type PostRow } from './post-row.ts'
import type { Heard } from './weigh-sign.ts'

/**
 * Whether the ticket is still the one this was written for, read right before the sending. `change`: it is not sent,
 * and that is what becomes of it. `sign`: what that tells of the connection. Null: go on.
 */
export type Verdict = { change: (post: PostRow, clock: Clock) => Change; sign: Heard | null } | null

export async function judgeTicket(provider: PsaProvider, post: PostRow): Promise<Verdict> {
  try {
    return judge(await provider.ticketState(post.ticket_id), post)
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
  if (isClientVisible(post.placement) || post.attempt > 0 || post.not_sent_count > 0) return false
  const ticket = await selectRecentTicket(sql, post.connection_id, post.ticket_id, seenSeconds)
  return ticket !== null && judge(ticket, post) === null
}

function judge(ticket: TicketState, post: Pick<PostRow, 'company_id' | 'ticket_id'>): Verdict {
  if (ticket.merged_into)
    return asked(
      `Ticket #${post.ticket_id} was merged into #${ticket.merged_into}. Nothing was posted. Discard it, and post it there if it still fits.`,
      { merged_into: ticket.merged_into },
    )
  if (ticket.closed)
    return rejected(
      `Ticket #${post.ticket_id} is closed in ConnectWise. Nothing was posted. Reopen it there and retry, or copy the text.`,
    )
  if (post.company_id !== null && ticket.company?.id !== post.company_id)
    return asked(
      `Ticket #${post.ticket_id} belongs to another company now (${ticket.company?.name ?? 'none'}). Nothing was posted. Discard it, and write a new one if it still fits.`,
      { moved: true },
    )
  return null
}

function unreachable(error: Problem): Verdict {
  if (error.code === 'ticket_not_found')
    return rejected('This ticket does not exist in ConnectWise any more. Nothing was posted; copy the text.')
  if (error.code === 'psa_keys_refused') return { change: () => blocked(error.message), sign: null }
  if (error.code === 'psa_refused') return rejected(`${error.message} Nothing was posted.`)
  const named = error.extra?.retry_after_s
  const retry_after_s = typeof named === 'number' ? named : null
  return {
    change: (post, clock) => notSent(post, error.message, retry_after_s, clock),
    sign: retry_after_s === null ? { kind: 'unreached' } : { kind: 'busy', retry_after_s },
  }
}

function rejected(explanation: string): Verdict {
  return { change: () => ({ set: { state: 'rejected', check_at: null, explanation } }), sign: null }
}

function asked(explanation: string, detail: Record<string, unknown>): Verdict {
  return {
    change: () => ({ set: { state: 'needs_human', check_at: null, explanation }, detail }),
    sign: null,
  }
}
