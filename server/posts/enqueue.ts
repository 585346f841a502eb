import { v7 as newId } from 'uuid'
import type { Placement } from '../../shared/contracts/posts.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../accounts/audit.ts'
import { memberFor } from '../connections/member-mapping.ts'
import { type Ctx, may, mayOpenTicket, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { publish } from '../events/publish.ts'
import { isClientVisible } from './post-row.ts'
import {
  bindIntent,
  findByIntent,
  findPost,
  findSameNote,
  insertPost,
  recentPosts,
  type StoredPost,
} from './queries.ts'
import { textHash } from './same-text.ts'
import { newTag } from './tag.ts'

export type NewPost = {
  /** Made by the client before its first request: the same key is the same post, for ever. */
  intent_key: string
  placement: Placement
  connection_id: string
  ticket_id: string
  ticket_url: string | null
  /** The client it was written for: it is not posted once the ticket belongs to another one. */
  company_id: string | null
  session_id: string | null
  update_id: string | null
  /** Frozen from here on. Redacted by the caller. */
  text: string
}

const insertTries = 3

/**
 * Puts one note into the outbox: the row and its audit line in one transaction. The same intent, or the same text of
 * the same update for the same readers, answers the row that is there already.
 */
export async function enqueue(ctx: Ctx, order: NewPost): Promise<StoredPost> {
  may(ctx, 'work')
  mayOpenTicket(ctx, order.ticket_id)
  return tx(ctx, (sql) => enqueueIn(sql, ctx, order))
}

/** The post that this very order made before, if it did. */
export async function replayed(ctx: Ctx, order: NewPost): Promise<StoredPost | undefined> {
  may(ctx, 'work')
  mayOpenTicket(ctx, order.ticket_id)
  return tx(ctx, (sql) => alreadyThere(sql, { ...order, body_hash: textHash(order.text) }))
}

/** The same inside a transaction of the caller's; the last of its statements. */
export async function enqueueIn(sql: TransactionSql, ctx: Ctx, order: NewPost): Promise<StoredPost> {
  const body_hash = textHash(order.text)
  const known = await alreadyThere(sql, { ...order, body_hash })
  if (known) return known
  await refuseTooMany(sql, ctx.world.config.POSTS_PER_MINUTE)
  const member = await memberFor(sql, { connection_id: order.connection_id, user_id: ctx.user.id })
  const undoS = isClientVisible(order.placement) ? ctx.world.config.POST_UNDO_SECONDS : 0
  const { text, ticket_url, ...named } = order
  for (let tries = 0; tries < insertTries; tries++) {
    const row = {
      ...named,
      account_id: ctx.account_id,
      id: newId(),
      kind: 'note' as const,
      user_id: ctx.user.id,
      member_identifier: member?.member_identifier ?? null,
      body: member ? text : `${ctx.user.name}:\n${text}`,
      body_hash,
      tag: newTag(),
      psa_url: ticket_url,
      explanation: 'Waiting to be sent.',
    }
    if (await insertPost(sql, row, undoS)) return inserted(sql, ctx, row.id)
    // somebody else was faster, and has committed by now
    const theirs = await alreadyThere(sql, row)
    if (theirs) return theirs
  }
  throw new Problem('conflict')
}

type Wanted = Pick<
  StoredPost,
  'intent_key' | 'placement' | 'connection_id' | 'ticket_id' | 'update_id' | 'body_hash'
>

async function alreadyThere(sql: TransactionSql, wanted: Wanted): Promise<StoredPost | undefined> {
  const known = await findByIntent(sql, wanted.intent_key)
  if (known) {
    const isSame = (['placement', 'connection_id', 'ticket_id', 'update_id', 'body_hash'] as const).every(
      (name) => known[name] === wanted[name],
    )
    if (!isSame) throw new Problem('intent_key_reused')
    return known
  }
  const same = wanted.update_id === null ? undefined : await findSameNote(sql, wanted)
  if (same) await bindIntent(sql, wanted.intent_key, same)
  return same
}

async function refuseTooMany(sql: TransactionSql, max: number): Promise<void> {
  const { count, retry_after_s } = await recentPosts(sql)
  if (count >= max) throw new Problem('too_often', undefined, { extra: { retry_after_s } })
}

async function inserted(sql: TransactionSql, ctx: Ctx, postId: string): Promise<StoredPost> {
  const post = (await findPost(sql, postId)) as StoredPost
  const { id: post_id, session_id, state, placement, ticket_id, update_id } = post
  await record(sql, ctx, {
    action: 'post.enqueued',
    subject_kind: 'post',
    subject_id: post_id,
    result: state,
    detail: { placement, ticket_id, session_id, update_id, intent_key: post.intent_key },
  })
  await publish(sql, ctx.account_id, 'post.changed', { post_id, session_id, state })
  return post
}
