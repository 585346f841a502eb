import type { Post } from '../../shared/contracts/posts.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, mayOpenTicket, tx } from '../ctx.ts'
import { lockPost } from './queries.ts'
import { apply } from './transition.ts'
import { postView } from './view.ts'

/** Takes a post back while it still waits for its time: the undo, or the pause before another try. */
export async function cancelPost(ctx: Ctx, postId: string): Promise<Post> {
  may(ctx, 'work')
  return tx(ctx, async (sql) => {
    const post = await lockPost(sql, postId)
    if (!post) throw new Problem('not_found')
    mayOpenTicket(ctx, post.ticket_id)
    if (post.state === 'cancelled') return postView(post)
    if (post.state !== 'ready' || Date.parse(post.send_after) <= Date.parse(post.now))
      throw new Problem('post_not_cancellable')
    const explanation =
      post.attempt > 0
        ? `Taken back by ${ctx.user.name} before it was sent again. The first one may be in the ticket all the same.`
        : `Taken back by ${ctx.user.name} before it was sent. Nothing was posted.`
    return postView(
      await apply(sql, ctx, post, { set: { state: 'cancelled', explanation }, detail: { undo: true } }),
    )
  })
}
