import { v7 as newId } from 'uuid'
import type { Resolved } from '../../shared/contracts/closings.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { enqueueIn, type NewPost } from '../posts/enqueue.ts'
import type { StoredPost } from '../posts/queries.ts'
import { textHash } from '../posts/same-text.ts'
import { wakePosts } from '../posts/worker/worker.ts'
import { cancelOfClosedCase } from '../reminders/cancel.ts'
import { locked } from '../sessions/load-session.ts'
import { resolvedAt } from '../sessions/queries.ts'
import { stepRow, touchSession } from '../sessions/timeline.ts'
import { askTurnToStop } from '../sessions/turn-queries.ts'
import { closingView } from './closing-view.ts'
import { mayClose } from './may-close.ts'
import { type ClosingOrder, type Prepared, prepareClosing, saidIn } from './prepare-closing.ts'
import { type ClosingRow, findClosing, insertClosing, postsOfClosing } from './queries.ts'
import { asText } from './render.ts'

/** Somebody may change the case while the closing is thought out: then it is thought out anew. */
const mostTries = 3

/**
 * Closes a case: the closing, the end of the case and all that goes into its ticket in one transaction. Answers at once;
 * what goes to the PSA follows, one after the other. The same click, or the other way to close it, answers what is there.
 */
export async function resolve(ctx: Ctx, sessionId: string, order: ClosingOrder): Promise<Resolved> {
  try {
    return await close(ctx, sessionId, order)
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'case_closed') throw error
    const there = await tx(ctx, (sql) => closedAlready(ctx, sql, sessionId, order))
    if (!there) throw error
    return there
  }
}

async function close(ctx: Ctx, sessionId: string, order: ClosingOrder): Promise<Resolved> {
  for (let tries = 0; tries < mostTries; tries++) {
    const prepared = await prepareClosing(ctx, sessionId, order)
    const done = await tx(ctx, (sql) => write(ctx, sql, sessionId, prepared))
    if (!done) continue
    wakePosts(ctx.world)
    return done
  }
  throw new Problem('conflict')
}

/** What this person's click made before, if it did; a closing tells its client once. */
async function closedAlready(
  ctx: Ctx,
  sql: TransactionSql,
  sessionId: string,
  { origin = 'dialog', intent_key, destinations }: ClosingOrder,
): Promise<Resolved | null> {
  const row = await findClosing(sql, sessionId)
  const isSameClick = intent_key !== undefined && row?.intent_key === intent_key
  if (!row || row.closed_by !== ctx.user.id || (!isSameClick && row.origin === origin)) return null
  const posts = await postsOfClosing(sql, row.id)
  const wanted = row.outcome === 'resolved' ? destinations.client_note?.content : undefined
  const told = posts.find(({ kind, placement }) => kind === 'note' && placement === 'resolution')
  if (wanted !== undefined && told?.body_hash !== textHash(wanted)) {
    if (told) throw new Problem('client_told', undefined, { extra: { psa_id: told.psa_id } })
    return null
  }
  return resolvedView(ctx, sessionId, row, posts)
}

function resolvedView(ctx: Ctx, session_id: string, row: ClosingRow, posts: readonly StoredPost[]): Resolved {
  const closing = closingView(ctx, row, posts)
  return { session_id, status: 'resolved', documentation: asText(row.document), closing }
}

async function write(
  ctx: Ctx,
  sql: TransactionSql,
  sessionId: string,
  prepared: Prepared,
): Promise<Resolved | null> {
  const session = await locked(ctx, sql, sessionId, 'share')
  await mayClose(ctx, sql, session)
  if (session.state_version !== prepared.state_version) return null
  const id = newId()
  const { plan, place, document, closed_at } = prepared
  await insertClosing(sql, {
    account_id: ctx.account_id,
    session_id: sessionId,
    id,
    origin: prepared.order.origin ?? 'dialog',
    intent_key: prepared.order.intent_key ?? null,
    outcome: place ? 'resolved' : 'resolved_local',
    closed_by: ctx.user.id,
    closed_at,
    ...saidIn(prepared.order),
    client_draft: prepared.client_draft,
    document,
    member_mapping_warning: place !== null && plan.member_mapping_warning,
    time_entry_skipped_reason: place && plan.time_entry_skipped_reason,
    status_transition_skipped_reason: place && plan.status_transition_skipped_reason,
  })
  let before: string | null = null
  for (const order of ordersOf(sessionId, id, prepared))
    before = (await enqueueIn(ctx, sql, { ...order, after_post_id: before })).id
  await end(ctx, sql, sessionId, prepared)
  const row = await findClosing(sql, sessionId)
  if (!row) throw new Problem('conflict')
  return resolvedView(ctx, sessionId, row, await postsOfClosing(sql, id))
}

async function end(ctx: Ctx, sql: TransactionSql, sessionId: string, { place, closed_at }: Prepared) {
  await askTurnToStop(sql, sessionId)
  const content = `Case closed by ${ctx.user.name}`
  await touchSession(sql, sessionId, {
    changes: [resolvedAt(sql, closed_at)],
    steps: [stepRow({ kind: 'system', user_id: ctx.user.id, content })],
  })
  await cancelOfClosedCase(ctx, sql, sessionId)
  await record(sql, ctx, {
    action: 'session.resolved',
    subject_kind: 'session',
    subject_id: sessionId,
    result: 'resolved',
    detail: { ticket_id: place?.ticket_id ?? null },
  })
}

/** In the order in which they go: a status that closes the ticket goes behind what is written into it. */
function ordersOf(session_id: string, closingId: string, prepared: Prepared): NewPost[] {
  const { plan, place, document, client_note, time, status } = prepared
  if (!place) return []
  const of = (part: string, confirmed: boolean) => ({
    ...place,
    session_id,
    intent_key: newId(),
    source: { kind: 'closing' as const, id: closingId },
    part,
    confirmed,
  })
  const orders: (NewPost | null)[] = [
    plan.note && {
      ...of('note', plan.note.confirmed),
      kind: 'note',
      placement: 'internal',
      text: asText(document),
    },
    client_note && { ...of('client_note', true), kind: 'note', placement: 'resolution', ...client_note },
    time && {
      ...of('time', true),
      kind: 'time_entry',
      order: time.order,
      accepted_leaks: time.accepted_leaks,
    },
    status && plan.status && { ...of('status', plan.status.confirmed), kind: 'status', order: status },
  ]
  return orders.filter((order) => order !== null)
}
