import type * as v from 'valibot'
import type { Post, testNoteRequest } from '../../shared/contracts/posts.ts'
import { Problem } from '../../shared/problems.ts'
import { providerFor } from '../connections/provider-for.ts'
import { type Ctx, may, mayOpenTicket } from '../ctx.ts'
import { closedBoard, openBoards } from '../tickets/board-rights.ts'
import { enqueue, type NewNote, replayed } from './enqueue.ts'
import { explain } from './explain.ts'
import { rulesOf } from './kinds.ts'
import { workNow } from './send-now.ts'
import { postView } from './view.ts'

const text =
  'FlowPilot is connected to this ConnectWise. This internal note was posted from its setup to see that notes arrive. Nothing has to be done.'

/** One internal note, on its way through the outbox as every other: it counts when it was read back. */
export async function postTestNote(
  ctx: Ctx,
  { intent_key, ticket_id }: v.InferOutput<typeof testNoteRequest>,
): Promise<Post> {
  may(ctx, 'administer')
  mayOpenTicket(ctx, ticket_id)
  const { connection, provider } = await providerFor(ctx)
  const order: NewNote = {
    kind: 'note',
    intent_key,
    placement: 'internal',
    connection_id: connection.id,
    ticket_id,
    ticket_url: provider.ticketUrl(ticket_id),
    company_id: null,
    session_id: null,
    source: { kind: 'person', id: ctx.user.id },
    confirmed: true,
    text,
  }
  const known = await replayed(ctx, order)
  if (known) return postView(ctx, known)
  const ticket = await provider.ticketState(ticket_id)
  const boards = await openBoards(ctx)
  if (boards !== null && !boards.includes(ticket.board_id ?? ''))
    throw new Problem('not_your_ticket', closedBoard)
  const asked = { kind: order.kind, order: { placement: order.placement } }
  const stop = await rulesOf(asked).mayGo(ticket, provider)
  if (stop) throw new Problem('write_not_possible', explain({ ...asked, ticket_id }, stop.reason))
  const company_id = ticket.company?.id ?? null
  return postView(ctx, await workNow(ctx.world, await enqueue(ctx, { ...order, company_id })))
}
