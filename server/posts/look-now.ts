import type { Post } from '../../shared/contracts/posts.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { limit } from '../limits.ts'
import { triedNow } from './machine/on-write.ts'
import { lockPost, updatePost } from './queries.ts'
import { loadPost } from './read-posts.ts'
import { workNow } from './send-now.ts'
import { postView } from './view.ts'
import { clockOf, writeChange } from './worker/advance.ts'

const looksPerMinute = 30

/**
 * A look at the ticket right now instead of at the planned time, or the next try of what the PSA was not reached for.
 * What either may conclude stays the same.
 */
export async function lookNow(ctx: Ctx, postId: string): Promise<Post> {
  may(ctx, 'work')
  await loadPost(ctx, postId)
  await limit(ctx.world, `post-looks:${ctx.account_id}`, looksPerMinute, 60)
  const post = await tx(ctx, async (sql) => {
    const row = await lockPost(sql, postId)
    if (!row) throw new Problem('not_found')
    const tried = triedNow(row, clockOf(ctx.world, row))
    if (tried) return writeChange(sql, ctx, row, tried)
    const canLook = ['uncertain', 'checking', 'posted'].includes(row.state)
    return canLook ? updatePost(sql, postId, { set: { check_at: row.now } }) : row
  })
  return postView(ctx, await workNow(ctx.world, post))
}
