import * as v from 'valibot'
import {
  assignmentOrder,
  type NewPostRequest,
  type Post,
  statusOrder,
  timeOrder,
} from '../../shared/contracts/posts.ts'
import { Problem } from '../../shared/problems.ts'
import { mapMemberByEmail } from '../connections/member-mapping.ts'
import { providerFor } from '../connections/provider-for.ts'
import { type Ctx, may, mayOpenTicket, tx } from '../ctx.ts'
import type { PsaProvider, TicketState } from '../psa/provider.ts'
import { opensCase } from '../tickets/board-queries.ts'
import { closedBoard, openBoards } from '../tickets/board-rights.ts'
import { enqueue, type NewPost, replayed } from './enqueue.ts'
import { explain } from './explain.ts'
import { rulesOf } from './kinds.ts'
import { findPost, opensPost, type StoredPost, ticketOfCase } from './queries.ts'
import { workNow } from './send-now.ts'
import { lookedThrough } from './time-entry/look-through.ts'
import { postView } from './view.ts'

type Wanted = Exclude<NewPost, { kind: 'note' }>

/** One click that needs no update: hours, a status, an assignment. Answers within seconds, whatever the PSA does. */
export async function createPost(ctx: Ctx, request: NewPostRequest): Promise<Post> {
  may(ctx, 'work')
  mayOpenTicket(ctx, request.ticket_id)
  const { connection, provider } = await providerFor(ctx)
  await refuseWrongPlace(ctx, request, connection.id)
  const looked = await textsOf(ctx, request)
  const asked: Wanted = {
    kind: request.kind,
    order: looked.request.order,
    intent_key: request.intent_key,
    connection_id: connection.id,
    ticket_id: request.ticket_id,
    ticket_url: provider.ticketUrl(request.ticket_id),
    company_id: null,
    session_id: request.session_id ?? null,
    source: { kind: 'person', id: ctx.user.id },
    after_post_id: request.after_post_id ?? null,
    confirmed: request.confirmed === true,
    accepted_leaks: looked.accepted_leaks,
  }
  // before the ticket is read: what this click made once is there, whether the PSA is or not
  const known = await replayed(ctx, asked)
  if (known && (await isOpen(ctx, known))) return postView(ctx, known)
  const ticket = await ticketNow(ctx, provider, request)
  if (known) return postView(ctx, known)
  const order = await orderOf(ctx, provider, looked.request, ticket)
  const wanted = { ...asked, order, company_id: ticket?.company?.id ?? null }
  if (ticket) await refuseHopeless(provider, ticket, wanted)
  return postView(ctx, await workNow(ctx.world, await enqueue(ctx, wanted)))
}

const isOpen = (ctx: Ctx, post: StoredPost) => tx(ctx, (sql) => opensPost(sql, ctx, post.id))

/** The case, if one is named, is open to this person and of this ticket; what it waits for is a post of it. */
async function refuseWrongPlace(ctx: Ctx, request: NewPostRequest, connectionId: string): Promise<void> {
  const { session_id, ticket_id, after_post_id } = request
  await tx(ctx, async (sql) => {
    if (session_id) {
      if (!(await opensCase(sql, ctx, session_id))) throw new Problem('not_found')
      if ((await ticketOfCase(sql, session_id)) !== ticket_id)
        throw new Problem('invalid', 'That case is not of this ticket.', {
          fields: { session_id: 'A case of this ticket.' },
        })
    }
    if (!after_post_id) return
    const before = await findPost(sql, after_post_id)
    if (before?.ticket_id !== ticket_id || before.connection_id !== connectionId)
      throw new Problem('invalid', 'That post is not of this ticket.', {
        fields: { after_post_id: 'A post of this ticket.' },
      })
  })
}

/** Null while the PSA is away, for a case that the person has open; without a case nobody knows whose ticket it is. */
async function ticketNow(
  ctx: Ctx,
  provider: PsaProvider,
  { ticket_id, session_id }: NewPostRequest,
): Promise<TicketState | null> {
  try {
    const ticket = await provider.ticketState(ticket_id)
    const boards = await openBoards(ctx)
    if (boards !== null && !boards.includes(ticket.board_id ?? ''))
      throw new Problem('not_your_ticket', closedBoard)
    return ticket
  } catch (error) {
    if (!isAway(error) || !session_id) throw error
    return null
  }
}

const isAway = (error: unknown) =>
  error instanceof Problem && ['psa_unavailable', 'psa_busy'].includes(error.code)

/** What cannot be read now is found out at the sending. */
async function unlessAway<T>(reading: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await reading
  } catch (error) {
    if (!isAway(error)) throw error
    return otherwise
  }
}

/** The request with its texts as they may leave. */
async function textsOf(ctx: Ctx, request: NewPostRequest) {
  if (request.kind !== 'time_entry') return { request, accepted_leaks: [] }
  const { texts, accepted_leaks } = await lookedThrough(ctx, request.order, request.accepted_leaks ?? [])
  return { request: { ...request, order: { ...request.order, ...texts } }, accepted_leaks }
}

/** What was asked for, and how things stood at the click. */
async function orderOf(
  ctx: Ctx,
  provider: PsaProvider,
  request: NewPostRequest,
  ticket: TicketState | null,
): Promise<object> {
  if (request.kind === 'time_entry') {
    const member = await mapMemberByEmail(ctx)
    if (!member) throw new Problem('member_not_mapped')
    const { member_identifier } = member
    const given = { ...request.order, member_identifier, overlap_accepted: request.confirmed === true }
    return v.parse(timeOrder, given)
  }
  if (request.kind === 'status') {
    const { status_id } = request.order
    const known = ticket?.board_id ? await unlessAway(provider.statuses(ticket.board_id), []) : []
    const status = known.find(({ id }) => id === status_id)
    const board_id = status ? (ticket?.board_id ?? null) : null
    return v.parse(statusOrder, {
      status_id,
      status_name: status?.name ?? null,
      from: ticket?.status ?? null,
      board_id,
    })
  }
  const { act } = request.order
  const from = ticket && act === 'own' ? ownerOf(ticket) : null
  return v.parse(assignmentOrder, { ...request.order, from })
}

function ownerOf({ owner }: TicketState) {
  return { owner_id: owner?.member_id ?? null, name: owner?.member_identifier ?? null }
}

/** What would be refused at the sending is refused at the click; an overlap is asked about there. */
async function refuseHopeless(provider: PsaProvider, ticket: TicketState, wanted: Wanted): Promise<void> {
  const stop = await unlessAway(rulesOf(wanted).mayGo(ticket, provider), null)
  if (!stop) return
  const { code, ...params } = stop.reason
  const isAsked = stop.state === 'needs_human'
  throw new Problem(isAsked ? 'confirmation_wanted' : 'write_not_possible', explain(wanted, stop.reason), {
    extra: { reason: code, ...params },
  })
}
