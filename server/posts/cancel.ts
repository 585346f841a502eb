import type { Post, PostSource } from '../../shared/contracts/posts.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { lockPost, unsentOfSource } from './queries.ts'
import { loadPost } from './read-posts.ts'
import { isWaitingForTime, postView } from './view.ts'
import { writeChange } from './worker/advance.ts'
import { wakePosts } from './worker/worker.ts'

/** Takes a post back while it still waits: for the undo, before another try, or for a post that goes first. */
export async function cancelPost(ctx: Ctx, postId: string): Promise<Post> {
  may(ctx, 'work')
  await loadPost(ctx, postId)
  const post = await tx(ctx, async (sql) => {
    const post = await lockPost(sql, postId)
    if (!post) throw new Problem('not_found')
    if (post.state === 'cancelled') return post
    if (post.state !== 'ready' || !(isWaitingForTime(post) || post.held))
      throw new Problem('post_not_cancellable')
    const why = { code: 'taken_back', by: ctx.user.name, was_sent: post.attempt > 0 } as const
    return writeChange(sql, ctx, post, { set: { state: 'cancelled', why }, detail: { undo: true } })
  })
  // what waited for it may go
  wakePosts(ctx.world)
  return postView(ctx, post)
}

/** What a source made and is not in the ticket is not sent any more. In the transaction in which the source goes. */
export async function cancelUnsent(ctx: Ctx, sql: TransactionSql, source: PostSource): Promise<void> {
  for (const id of await unsentOfSource(sql, source)) {
    const post = await lockPost(sql, id)
    if (post?.state !== 'ready' && post?.state !== 'blocked') continue
    const why = { code: 'taken_back', by: ctx.user.name, was_sent: post.attempt > 0 } as const
    await writeChange(sql, ctx, post, { set: { state: 'cancelled', why } })
  }
}
