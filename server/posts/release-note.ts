import type { PostSource } from '../../shared/contracts/posts.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { publish } from '../events/publish.ts'
import { releaseNote } from './enqueue-queries.ts'
import { textHash } from './same-text.ts'

/**
 * What a note waited for is there, or will not come: it goes now. `text`: in place of its own words, which nobody has
 * sent yet; looked through for secrets by the caller.
 */
export async function releaseHeldNote(
  ctx: Ctx,
  sql: TransactionSql,
  { kind, id }: PostSource,
  text: string | null,
): Promise<void> {
  const words = text === null ? null : { body: text, body_hash: textHash(text) }
  const post = await releaseNote(sql, { source_kind: kind, source_id: id }, words)
  if (!post) return
  const { id: post_id, session_id, state } = post
  await publish(sql, ctx.account_id, 'post.changed', { post_id, session_id, state })
}
