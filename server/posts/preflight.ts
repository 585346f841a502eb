import type { Ticket } from '../../shared/contracts/tickets.ts'
import { Problem } from '../../shared/problems.ts'
import type { PsaProvider } from '../psa/provider.ts'
import { blocked, notSent } from './outcome.ts'
import type { Change, Clock, PostRow } from './post-row.ts'

/**
 * Whether the ticket is still the one this was written for, read right before the sending. A Change: it is not
 * sent, and that is what becomes of it. Null: go on.
 */
export type Verdict = ((post: PostRow, clock: Clock) => Change) | null

export async function judgeTicket(provider: PsaProvider, post: PostRow): Promise<Verdict> {
  try {
    return judge(await provider.ticket(post.ticket_id), post)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return unreachable(error)
  }
}

export function judge(ticket: Ticket, post: Pick<PostRow, 'company_id' | 'ticket_id'>): Verdict {
  if (ticket.closed)
    return () =>
      rejected(
        `Ticket #${post.ticket_id} is closed in ConnectWise. Nothing was posted. Reopen it there and retry, or copy the text.`,
      )
  if (post.company_id !== null && ticket.company?.id !== post.company_id)
    return () => ({
      set: {
        state: 'needs_human',
        check_at: null,
        explanation: `Ticket #${post.ticket_id} belongs to another company now (${ticket.company?.name ?? 'none'}). Nothing was posted. Discard it, and write a new one if it still fits.`,
      },
      detail: { moved: true },
    })
  return null
}

function unreachable(error: Problem): Verdict {
  if (error.code === 'ticket_not_found')
    return (post) =>
      rejected(
        `Ticket #${post.ticket_id} does not exist in ConnectWise any more. Nothing was posted; copy the text.`,
      )
  if (error.code === 'psa_keys_refused') return (_, clock) => blocked(error.message, clock)
  if (error.code === 'psa_refused') return () => rejected(`${error.message} Nothing was posted.`)
  const retryAfterS = error.extra?.retry_after_s
  return (post, clock) =>
    notSent(post, error.message, typeof retryAfterS === 'number' ? retryAfterS : null, clock)
}

function rejected(explanation: string): Change {
  return { set: { state: 'rejected', check_at: null, explanation } }
}
