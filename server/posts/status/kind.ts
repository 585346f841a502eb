import type * as v from 'valibot'
import type { NewPostReason } from '../../../shared/contracts/post-reasons.ts'
import { statusOrder } from '../../../shared/contracts/posts.ts'
import { Problem } from '../../../shared/problems.ts'
import type { PsaProvider, TicketState } from '../../psa/provider.ts'
import type { Named, PostKind, Stop } from '../kind.ts'
import type { Finding } from '../machine/finding.ts'
import type { PostRow } from '../machine/row.ts'

type StatusOrder = v.InferOutput<typeof statusOrder>

/** A change that leads to a closed ticket or away from one goes like any other: what counts is where it started. */
export const status: PostKind<StatusOrder> = {
  order: statusOrder,
  undo: () => false,
  mayGo,
  write: async (psa, post, { status_id }, signal) => ({
    outcome: await psa.changeStatus({ ticket_id: post.ticket_id, status_id }, signal),
    refused_member: false,
  }),
  look: async (psa, post, order) => {
    const ticket = await unlessGone(psa.ticketState(post.ticket_id))
    return ticket ? seenOf(post, order, ticket) : { kind: 'gone' }
  },
  renew: (order) => ({ ...order, from: null }),
  named,
}

async function mayGo(ticket: TicketState, order: StatusOrder, psa: PsaProvider): Promise<Stop | null> {
  if (ticket.status?.id === order.status_id) return null
  if (order.board_id === null || order.board_id !== ticket.board_id) {
    const known = ticket.board_id === null ? [] : await psa.statuses(ticket.board_id)
    if (!known.some(({ id }) => id === order.status_id))
      return { state: 'rejected', reason: { code: 'status_of_other_board', found: order.status_name } }
  }
  const changed = changedSince(ticket, order)
  return changed && { state: 'needs_human', reason: changed }
}

/** Somebody gave it a third status meanwhile; whoever clicked did not see that. */
function changedSince({ status: now }: TicketState, { from }: StatusOrder): NewPostReason | null {
  if (from === null || now?.id === from.id) return null
  return { code: 'status_changed', found: now?.name ?? null }
}

function seenOf(post: PostRow, order: StatusOrder, ticket: TicketState): Finding {
  if (ticket.status?.id === order.status_id)
    return { kind: 'found', psa_id: post.ticket_id, by: 'tag', match: { kind: 'as_asked' }, candidates: [] }
  const reason = changedSince(ticket, order)
  return reason ? { kind: 'near', candidates: [], reason } : { kind: 'absent' }
}

async function named(psa: PsaProvider, post: PostRow, order: StatusOrder): Promise<Named> {
  const ticket = await psa.ticketState(post.ticket_id)
  const finding = seenOf(post, order, ticket)
  if (finding.kind === 'found') return finding
  return {
    kind: 'not_it',
    says: `Ticket #${post.ticket_id} is “${ticket.status?.name ?? 'without a status'}”.`,
  }
}

async function unlessGone<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Problem && error.code === 'ticket_not_found') return null
    throw error
  }
}
