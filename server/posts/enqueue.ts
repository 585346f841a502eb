import { v7 as newId } from 'uuid'
import type { Placement, PostSource } from '../../shared/contracts/posts.ts'
import { Problem } from '../../shared/problems.ts'
import { rightFrom } from '../accounts/write-rights.ts'
import { record } from '../audit/record.ts'
import { type Ctx, may, mayOpenTicket, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { publish } from '../events/publish.ts'
import type { ClearedText } from '../leaks/client-leaks.ts'
import {
  beforeEnqueue,
  bindIntent,
  findEarlier,
  findOverlap,
  insertPost,
  type NewPostRow,
} from './enqueue-queries.ts'
import { rulesOf } from './kinds.ts'
import type { PostRow } from './machine/row.ts'
import { noteRow } from './note/new-note.ts'
import type { StoredPost } from './queries.ts'
import { textHash } from './same-text.ts'
import { newTag } from './tag.ts'
import type { TimeOrder } from './time-entry/find.ts'
import { writeKindOf } from './write-right.ts'

type OfEveryKind = {
  /** Made by the client before its first request: the same key is the same post, for ever. */
  intent_key: string
  connection_id: string
  ticket_id: string
  ticket_url: string | null
  /** The client it was written for: it is not posted once the ticket belongs to another one. */
  company_id: string | null
  session_id: string | null
  source: PostSource
  /** What the source makes once, whatever it says: `note`, `client_note`, `time`, `status` of a closing. */
  part?: string
  after_post_id?: string | null
  /** Held back so long at first; left out: as its kind has it. */
  wait_s?: number
  /** The person was told what it does, where their right asks for that. */
  confirmed?: boolean
  /** What of it looked like a secret, and goes out by the person's word: kind and place, not the words. */
  accepted_leaks?: readonly { kind: string; what: string; start: number; end: number }[]
}

/** A note somebody asks for; frozen from here on. */
export type AskedNote = OfEveryKind & { kind: 'note'; placement: Placement; text: string }
/** As it may go: words for colleagues are looked through for secrets by the caller, words for a client at their one door. */
export type NewNote = AskedNote &
  ({ placement: 'internal' } | { placement: Exclude<Placement, 'internal'>; text: ClearedText })
/** `order` is what the schema of the kind takes. */
type NewOrder = OfEveryKind & { kind: Exclude<PostRow['kind'], 'note'>; order: object }
export type NewPost = NewNote | NewOrder
type AskedPost = AskedNote | NewOrder

const insertTries = 3

/**
 * Puts one write into the outbox: the row and its audit line in one transaction. The same intent, or the same part of the
 * same source, answers the row that is there already. `andThen` is done in the same transaction.
 */
export async function enqueue(
  ctx: Ctx,
  order: NewPost,
  andThen?: (sql: TransactionSql) => Promise<void>,
): Promise<StoredPost> {
  may(ctx, 'work')
  mayOpenTicket(ctx, order.ticket_id)
  return tx(ctx, async (sql) => {
    const post = await enqueueIn(ctx, sql, order)
    await andThen?.(sql)
    return post
  })
}

/** The post that this very order made before, if it did. */
export async function replayed(ctx: Ctx, order: AskedPost): Promise<StoredPost | undefined> {
  may(ctx, 'work')
  mayOpenTicket(ctx, order.ticket_id)
  return tx(ctx, (sql) => alreadyThere(sql, order))
}

/** The same inside a transaction of the caller's. */
export async function enqueueIn(ctx: Ctx, sql: TransactionSql, order: NewPost): Promise<StoredPost> {
  const known = await alreadyThere(sql, order)
  if (known) return known
  await refuse(ctx, sql, order)
  const own = order.kind === 'note' ? await noteRow(ctx, sql, order) : rowOfOrder(order)
  for (let tries = 0; tries < insertTries; tries++) {
    const row = newRow(ctx, order, own)
    const undoS = rulesOf(row).undo() ? ctx.world.config.POST_UNDO_SECONDS : 0
    const post = await insertPost(sql, row, order.wait_s ?? undoS)
    if (post) {
      await tell(ctx, sql, post, order)
      return post
    }
    // somebody else was faster, and has committed by now
    const theirs = await alreadyThere(sql, order)
    if (theirs) return theirs
  }
  throw new Problem('conflict')
}

type OfKind = Awaited<ReturnType<typeof noteRow>> | ReturnType<typeof rowOfOrder>

/** What of an order stands in its row. */
export function newRow(ctx: Ctx, order: NewPost, own: OfKind): NewPostRow {
  return {
    account_id: ctx.account_id,
    id: newId(),
    intent_key: order.intent_key,
    connection_id: order.connection_id,
    ticket_id: order.ticket_id,
    psa_url: order.ticket_url,
    company_id: order.company_id,
    session_id: order.session_id,
    source_kind: order.source.kind,
    source_id: order.source.id,
    dedupe_key: dedupeKey(order),
    after_post_id: order.after_post_id ?? null,
    user_id: ctx.user.id,
    tag: order.kind === 'note' || order.kind === 'time_entry' ? newTag() : null,
    ...own,
  }
}

export function rowOfOrder({ kind, order }: NewPost & { order: object }) {
  const member = kind === 'time_entry' ? (order as TimeOrder).member_identifier : null
  const none = { placement: null, body: null, author_line: null, body_hash: null }
  return { kind, order, member_identifier: member, ...none }
}

/** Notes of an update are told apart by their words and readers; a person's own notes never count as the same. */
function dedupeKey(order: AskedPost): string | null {
  const { kind, source, part, ticket_id } = order
  if (part) return `${source.kind}:${source.id}:${part}`
  if (kind === 'note')
    return source.kind === 'person'
      ? null
      : `note:${source.kind}:${source.id}:${order.placement}:${textHash(order.text)}`
  // the same hours twice are one entry; a status may be set again later
  return kind === 'time_entry'
    ? `time:${source.id}:${ticket_id}:${textHash(JSON.stringify(askedFor(kind, order.order)))}`
    : null
}

/** What of an order the person asked for; the rest is how things stood at the click. */
const asked = {
  note: ['placement'],
  time_entry: ['started_at', 'ended_at', 'minutes', 'work_type_id', 'notes', 'internal_notes'],
  status: ['status_id'],
  assignment: ['act', 'member_id'],
} as const satisfies Record<PostRow['kind'], readonly string[]>

function askedFor(kind: PostRow['kind'], order: unknown): unknown[] {
  return asked[kind].map((name) => (order as Record<string, unknown>)[name])
}

async function alreadyThere(sql: TransactionSql, wanted: AskedPost): Promise<StoredPost | undefined> {
  const { kind, connection_id, ticket_id, source } = wanted
  const note = kind === 'note' ? wanted : null
  const body_hash = note ? textHash(note.text) : null
  const placement = note?.placement ?? null
  const dedupe_key = dedupeKey(wanted)
  const same = { dedupe_key, body_hash, placement, connection_id, ticket_id, source_kind: source.kind }
  const earlier = await findEarlier(sql, wanted.intent_key, same)
  if (!earlier) return undefined
  const { by_intent, ...known } = earlier
  if (by_intent) {
    const order = wanted.kind === 'note' ? { placement } : wanted.order
    const isSame =
      known.kind === kind &&
      known.connection_id === connection_id &&
      known.ticket_id === ticket_id &&
      known.source_kind === source.kind &&
      known.source_id === source.id &&
      known.body_hash === body_hash &&
      JSON.stringify(askedFor(kind, known.order)) === JSON.stringify(askedFor(kind, order))
    if (!isSame) throw new Problem('intent_key_reused')
    return known
  }
  await bindIntent(sql, wanted.intent_key, known)
  return known
}

/** Too many at once, no right to this kind of write, or one that asks first. */
export async function refuse(ctx: Ctx, sql: TransactionSql, order: NewPost): Promise<void> {
  const { count, retry_after_s, write_rights } = await beforeEnqueue(sql)
  // a day is sent at once and has its own limit
  if (order.source.kind !== 'time_sheet' && count >= ctx.world.config.POSTS_PER_MINUTE)
    throw new Problem('too_often', undefined, { extra: { retry_after_s } })
  const placement = order.kind === 'note' ? order.placement : null
  const right = rightFrom(write_rights, writeKindOf({ kind: order.kind, placement }), ctx.user.role)
  if (right === 'off') throw new Problem('write_off')
  if (order.confirmed) return
  // before the right asks: whoever confirms has then been told of both
  if (order.kind === 'time_entry') await refuseOverlap(sql, order.order as TimeOrder)
  if (right === 'ask') throw new Problem('confirmation_wanted')
}

async function refuseOverlap(sql: TransactionSql, order: TimeOrder): Promise<void> {
  const { member_identifier: member, started_at, minutes } = order
  const other = await findOverlap(sql, { member, started_at, minutes })
  if (other)
    throw new Problem(
      'confirmation_wanted',
      `Other work of yours, on ticket #${other.ticket_id}, lies over this time. Confirm it, or change the times.`,
      { extra: { reason: 'time_overlaps', ticket_id: other.ticket_id } },
    )
}

export async function tell(ctx: Ctx, sql: TransactionSql, post: StoredPost, order: NewPost): Promise<void> {
  const {
    id: post_id,
    kind,
    session_id,
    state,
    placement,
    ticket_id,
    update_id,
    source_kind,
    source_id,
  } = post
  const detail = { kind, placement, ticket_id, session_id, update_id, intent_key: post.intent_key }
  await record(sql, ctx, {
    action: 'post.enqueued',
    subject_kind: 'post',
    subject_id: post_id,
    result: state,
    detail: { ...detail, source_kind, source_id },
  })
  const leaks = order.accepted_leaks ?? []
  if (leaks.length > 0)
    await record(sql, ctx, {
      action: 'post.leaks_accepted',
      subject_kind: 'post',
      subject_id: post_id,
      result: 'accepted',
      detail: { placement, ticket_id, update_id, leaks },
    })
  await publish(sql, ctx.account_id, 'post.changed', { post_id, session_id, state })
}
