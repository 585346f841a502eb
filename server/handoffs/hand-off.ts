import { v7 as newId } from 'uuid'
import type { HandedOff } from '../../shared/contracts/handoff-calls.ts'
import { Problem } from '../../shared/problems.ts'
import { pushStatus, troubleOf } from '../../shared/push-status.ts'
import { isWaiting } from '../../shared/waiting-handoff.ts'
import { record } from '../audit/record.ts'
import { asText } from '../closings/render.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { publish } from '../events/publish.ts'
import { notify } from '../notifications/notify.ts'
import { enqueueIn, type NewPost } from '../posts/enqueue.ts'
import { postView } from '../posts/view.ts'
import { wakePosts } from '../posts/worker/worker.ts'
import { handoffView } from '../sessions/handoff-view.ts'
import { locked } from '../sessions/load-session.ts'
import { insertPause, pausedNow } from '../sessions/pause-queries.ts'
import { caseOf } from '../sessions/session-detail.ts'
import { stepRow, touchSession } from '../sessions/timeline.ts'
import { completeBrief } from './complete-brief.ts'
import { type HandoffOrder, mayHandOn, type Prepared, prepareHandoff } from './prepare-handoff.ts'
import {
  escalatedNow,
  findHandoff,
  findNote,
  insertHandoff,
  listTargets,
  newestHandoff,
  postsOfHandoff,
} from './queries.ts'

/** Somebody may change the case while its handoff is thought out: then it is thought out anew. */
const mostTries = 3
/** So long the note waits for a model's brief, then it goes with the basic one. */
const briefWithinS = 10

/**
 * Hands a case on: the handoff, how the case stands then and all that goes into its ticket in one transaction. Answers
 * at once; a model's brief and what goes to the PSA follow.
 */
export async function handOff(ctx: Ctx, sessionId: string, order: HandoffOrder): Promise<HandedOff> {
  for (let tries = 0; tries < mostTries; tries++) {
    const same = await tx(ctx, (sql) => madeAlready(ctx, sql, sessionId, order))
    if (same) return same
    const prepared = await prepareHandoff(ctx, sessionId, order)
    const done = await tx(ctx, (sql) => write(ctx, sql, sessionId, prepared))
    if (!done) continue
    wakePosts(ctx.world)
    // what a person edited is not written anew
    if (done.handoff.intent === 'escalate' && done.handoff.brief.kind === 'basic' && order.content === null)
      ctx.world.background.run('brief', completeBrief(ctx, sessionId, done.handoff.id))
    return done
  }
  throw new Problem('conflict')
}

/** The same click, or the same escalation from the dialog and from the package: what comes second answers what is there. */
async function madeAlready(
  ctx: Ctx,
  sql: TransactionSql,
  sessionId: string,
  { origin, intent, intent_key }: HandoffOrder,
): Promise<HandedOff | null> {
  const there = await newestHandoff(sql, sessionId)
  if (!there || !isWaiting(there) || there.intent !== intent) return null
  if (there.created_by.id !== ctx.user.id) return null
  if (there.origin === origin && (intent_key === null || there.intent_key !== intent_key)) return null
  await locked(ctx, sql, sessionId, 'take_back')
  return answerOf(ctx, sql, sessionId, there.id)
}

async function write(
  ctx: Ctx,
  sql: TransactionSql,
  sessionId: string,
  prepared: Prepared,
): Promise<HandedOff | null> {
  const session = await locked(ctx, sql, sessionId, 'escalate')
  if (session.state_version !== prepared.state_version) {
    mayHandOn(ctx, await caseOf(sql, sessionId))
    return null
  }
  const { order, at, brief, work, document, target } = prepared
  const targets = await listTargets(sql, sessionId, ctx.user.id)
  // switched off, or without the board, since it was thought out
  if (target && !targets.some((person) => person.id === target.id)) throw new Problem('target_cannot_open')
  const { member_mapping_warning, time_entry_skipped_reason, status_transition_skipped_reason } = prepared
  const { intent, origin, intent_key, reason, root_cause, steps_taken, recommendations } = order
  const id = newId()
  const handoff = {
    id,
    session_id: sessionId,
    account_id: ctx.account_id,
    created_by: ctx.user.id,
    created_at: at,
  }
  await insertHandoff(sql, {
    ...handoff,
    ...{
      intent,
      origin,
      intent_key,
      reason,
      root_cause,
      steps_taken,
      recommendations,
      brief,
      work,
      document,
    },
    target_user_id: target?.id ?? null,
    member_mapping_warning,
    time_entry_skipped_reason,
    status_transition_skipped_reason,
  })
  let before: string | null = null
  for (const post of ordersOf(sessionId, id, prepared))
    before = (await enqueueIn(ctx, sql, { ...post, after_post_id: before })).id
  await changeCase(ctx, sql, sessionId, id, prepared)
  await publish(sql, ctx.account_id, 'handoff.created', { handoff_id: id, session_id: sessionId })
  if (intent === 'escalate') {
    const to = target ? [target] : targets
    const news = { kind: 'escalation', session_id: sessionId, handoff_id: id } as const
    await notify(ctx, sql, { ...news, to: to.map((person) => person.id) })
  }
  return answerOf(ctx, sql, sessionId, id)
}

async function changeCase(
  ctx: Ctx,
  sql: TransactionSql,
  sessionId: string,
  handoffId: string,
  { order: { intent, reason }, target, place }: Prepared,
): Promise<void> {
  const isPark = intent === 'park'
  if (isPark) await insertPause(sql, { account_id: ctx.account_id, session_id: sessionId })
  const to = target ? ` to ${target.name}` : ''
  const content = `Case ${isPark ? 'parked' : 'escalated'} by ${ctx.user.name}${to}: ${reason}`
  await touchSession(sql, sessionId, {
    changes: [isPark ? pausedNow(sql) : escalatedNow(sql)],
    steps: [stepRow({ kind: 'handoff', user_id: ctx.user.id, content, ref_id: handoffId })],
  })
  await record(sql, ctx, {
    action: 'handoff.created',
    subject_kind: 'session',
    subject_id: sessionId,
    result: isPark ? 'parked' : 'escalated',
    detail: {
      handoff_id: handoffId,
      target_user_id: target?.id ?? null,
      ticket_id: place?.ticket_id ?? null,
    },
  })
}

/** In the order in which they go: a status that moves the ticket on goes behind the note that says why. */
function ordersOf(session_id: string, handoffId: string, prepared: Prepared): NewPost[] {
  const { place, document, note, time, status, brief, order } = prepared
  if (!place) return []
  const of = (part: string, confirmed: boolean) => ({
    ...place,
    session_id,
    intent_key: newId(),
    source: { kind: 'handoff' as const, id: handoffId },
    part,
    confirmed,
  })
  const isWhole = brief.kind === 'model' || order.content !== null
  const orders: (NewPost | null)[] = [
    note && {
      ...of('note', note.confirmed),
      kind: 'note',
      placement: 'internal',
      text: asText(document),
      wait_s: isWhole ? 0 : briefWithinS,
    },
    time && {
      ...of('time', true),
      kind: 'time_entry',
      order: time.order,
      accepted_leaks: time.accepted_leaks,
    },
    status && { ...of('status', status.confirmed), kind: 'status', order: status.order },
  ]
  return orders.filter((each) => each !== null)
}

export async function answerOf(
  ctx: Ctx,
  sql: TransactionSql,
  sessionId: string,
  handoffId: string,
): Promise<HandedOff> {
  const [row, note, stored] = await Promise.all([
    findHandoff(sql, sessionId, handoffId),
    findNote(sql, handoffId),
    postsOfHandoff(sql, handoffId),
  ])
  if (!row || !note) throw new Problem('not_found')
  const posts = stored.map((post) => postView(ctx, post))
  return {
    session_id: sessionId,
    status: row.intent === 'park' ? 'paused' : 'escalated',
    handoff: handoffView(row),
    documentation: asText(note.document),
    posts,
    psa_push_status: pushStatus(posts),
    psa_push_error: troubleOf(posts),
    member_mapping_warning: note.member_mapping_warning,
    time_entry_skipped_reason: note.time_entry_skipped_reason,
    status_transition_skipped_reason: note.status_transition_skipped_reason,
  }
}
