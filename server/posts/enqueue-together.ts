import { Problem } from '../../shared/problems.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { type NewPost, newRow, refuse, rowOfOrder, tell } from './enqueue.ts'
import { insertPosts } from './enqueue-queries.ts'
import type { StoredPost } from './queries.ts'

/**
 * Several that nobody can have made before, such as the entries of a day that this transaction holds: refused together,
 * written in one statement. Answered in their order.
 */
export async function enqueueTogether(
  ctx: Ctx,
  sql: TransactionSql,
  orders: readonly Exclude<NewPost, { kind: 'note' }>[],
): Promise<StoredPost[]> {
  const [first] = orders
  if (!first) return []
  await refuse(ctx, sql, first)
  const rows = orders.map((order) => newRow(ctx, order, rowOfOrder(order)))
  const inserted = new Map((await insertPosts(sql, rows)).map((post) => [post.id, post]))
  const posts = rows.flatMap(({ id }) => inserted.get(id) ?? [])
  if (posts.length < rows.length) throw new Problem('conflict')
  for (const [at, post] of posts.entries()) await tell(ctx, sql, post, orders[at] as NewPost)
  return posts
}
