import { type AuditSystem, record } from '../../audit/record.ts'
import type { Ctx } from '../../ctx.ts'
import type { TransactionSql } from '../../db/connect.ts'
import { inAccount } from '../../db/tx.ts'
import { publish } from '../../events/publish.ts'
import { notify, settle } from '../../notifications/notify.ts'
import type { World } from '../../world.ts'
import { auditLine } from '../machine/audit-line.ts'
import type { Change, Clock } from '../machine/row.ts'
import { isLegal } from '../machine/states.ts'
import { type LockedPost, lockPost, type StoredPost, updatePost } from '../queries.ts'

/** Writes a change of a locked row, its audit line and its event. */
export async function writeChange(
  sql: TransactionSql,
  who: Ctx | AuditSystem,
  post: StoredPost,
  change: Change,
): Promise<StoredPost> {
  const to = change.set.state ?? post.state
  if (!isLegal(post.state, to)) throw new Error(`a post does not go from ${post.state} to ${to}`)
  const changed = await updatePost(sql, post.id, change)
  await recordChange(sql, who, post, changed, { detail: change.detail, why: change.set.why })
  return changed
}

export async function recordChange(
  sql: TransactionSql,
  who: Ctx | AuditSystem,
  before: StoredPost,
  after: StoredPost,
  what: Parameters<typeof auditLine>[2] = {},
): Promise<void> {
  const line = auditLine(before, after, what)
  if (line) await record(sql, who, { ...line, subject_kind: 'post', subject_id: after.id })
  const { id: post_id, session_id, state } = after
  await publish(sql, after.account_id, 'post.changed', { post_id, session_id, state })
  await tellAuthor(who, sql, before, after)
}

/** Whoever asked for it is told when it cannot go on without a person, until somebody saw to that. */
async function tellAuthor(
  who: Ctx | AuditSystem,
  sql: TransactionSql,
  before: StoredPost,
  { id: post_id, session_id, state, user_id, asked_by }: StoredPost,
): Promise<void> {
  if ((before.state === 'needs_human') === (state === 'needs_human')) return
  const kind = 'post_needs_you'
  if (state === 'needs_human')
    await notify(who, sql, { kind, post_id, session_id, to: [asked_by ?? user_id] })
  else await settle(who, sql, { kind, post_id })
}

export function clockOf(world: Pick<World, 'config'>, post: Pick<StoredPost, 'now'>): Clock {
  const { POST_SETTLE_SECONDS: settle_s, POST_AUDIT_SECONDS: audit_s } = world.config
  return { now: post.now, settle_s, audit_s }
}

/**
 * One step of a post: the row is locked, the pure function decides by what it is now, the change is written with
 * its audit line. Null when it decided to change nothing or the row is gone.
 */
export function advancePost(
  world: World,
  accountId: string,
  postId: string,
  decide: (post: LockedPost, clock: Clock) => Change | null,
): Promise<StoredPost | null> {
  return inAccount(world.db, accountId, async (sql) => {
    const post = await lockPost(sql, postId)
    const change = post ? decide(post, clockOf(world, post)) : null
    return post && change ? writeChange(sql, { account_id: accountId }, post, change) : null
  })
}
