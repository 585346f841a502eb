import type * as v from 'valibot'
import type { NewPostReason } from '../../../shared/contracts/post-reasons.ts'
import { assignmentOrder } from '../../../shared/contracts/posts.ts'
import { Problem } from '../../../shared/problems.ts'
import type { PsaProvider, TicketState } from '../../psa/provider.ts'
import type { Named, PostKind, Stop } from '../kind.ts'
import type { Finding } from '../machine/finding.ts'
import type { PostRow } from '../machine/row.ts'

type AssignmentOrder = v.InferOutput<typeof assignmentOrder>

export const assignment: PostKind<AssignmentOrder> = {
  order: assignmentOrder,
  undo: () => false,
  mayGo: (ticket, order) => {
    if (order.act === 'remove') return stillOwns(ticket, order)
    const reason = order.act === 'own' ? ownedByOther(ticket, order) : null
    return reason && { state: 'needs_human', reason }
  },
  write: async (psa, post, { act, member_id }, signal) => ({
    outcome: await psa.assign({ ticket_id: post.ticket_id, act, member_id }, signal),
    refused_member: false,
  }),
  look,
  renew: (order) => ({ ...order, from: null }),
  named,
}

/** Somebody took the ticket meanwhile; whoever clicked did not see that. */
function ownedByOther({ owner }: TicketState, { from, member_id }: AssignmentOrder): NewPostReason | null {
  const now = owner?.member_id ?? null
  if (from === null || now === from.owner_id || now === member_id) return null
  return { code: 'owner_changed', found: owner?.member_identifier ?? null }
}

/** Without their entries an owner still owns the ticket, so that would be called done and change nothing. */
function stillOwns({ owner }: TicketState, { member_id }: AssignmentOrder): Stop | null {
  if (owner?.member_id !== member_id) return null
  return { state: 'rejected', reason: { code: 'member_owns_ticket', found: owner.member_identifier } }
}

async function look(psa: PsaProvider, post: PostRow, order: AssignmentOrder): Promise<Finding> {
  try {
    return order.act === 'own'
      ? ownerSeen(await psa.ticketState(post.ticket_id), post, order)
      : await resourceSeen(psa, post, order)
  } catch (error) {
    if (error instanceof Problem && error.code === 'ticket_not_found') return { kind: 'gone' }
    throw error
  }
}

function ownerSeen(ticket: TicketState, post: PostRow, order: AssignmentOrder): Finding {
  if (ticket.owner?.member_id === order.member_id) return found(post.ticket_id)
  const reason = ownedByOther(ticket, order)
  return reason ? { kind: 'near', candidates: [], reason } : { kind: 'absent' }
}

/** A member who has an open entry is assigned, however many there are; one without is not. */
async function resourceSeen(
  psa: PsaProvider,
  post: PostRow,
  { act, member_id }: AssignmentOrder,
): Promise<Finding> {
  const { resources, complete } = await psa.resources(post.ticket_id)
  const open = resources.find((resource) => resource.member_id === member_id && !resource.done)
  if (open) return act === 'add' ? found(open.entry_id) : { kind: 'absent' }
  if (!complete) return { kind: 'unreadable', why: null }
  return act === 'remove' ? found(post.psa_id ?? post.ticket_id) : { kind: 'absent' }
}

const found = (psa_id: string): Finding & { kind: 'found' } => ({
  kind: 'found',
  psa_id,
  by: 'tag',
  match: { kind: 'as_asked' },
  candidates: [],
})

async function named(psa: PsaProvider, post: PostRow, order: AssignmentOrder): Promise<Named> {
  const finding = await look(psa, post, order)
  if (finding.kind === 'found') return finding
  return { kind: 'not_it', says: `Ticket #${post.ticket_id} is not assigned so in ConnectWise.` }
}
