import { inAccount } from '../db/tx.ts'
import type { World } from '../world.ts'
import { findPost, type StoredPost } from './queries.ts'
import { inHand, takeInHand, wakePosts } from './worker.ts'

const answerWithinMs = 3_500

/**
 * Works a due post in the request that made it so, by the claim the worker would make. Answers the row within seconds in
 * whatever state it is; the work goes on. Without a free hand it is left to the background.
 */
export async function workNow(world: World, post: StoredPost): Promise<StoredPost> {
  const isDue = post.state !== 'ready' || Date.parse(post.send_after) <= Date.parse(post.now)
  const isOver = ['verified', 'rejected', 'cancelled', 'needs_human'].includes(post.state)
  if (isOver || !isDue) {
    wakePosts(world)
    return post
  }
  const work = inHand(world, post.id) ?? (world.draining.aborted ? null : takeInHand(world, post))
  if (!work) {
    wakePosts(world)
    return post
  }
  await within(work, answerWithinMs)
  const current = await inAccount(world.db.app, post.account_id, (sql) => findPost(sql, post.id))
  return current ?? post
}

async function within(work: Promise<void>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs)
  })
  await Promise.race([work, limit])
  clearTimeout(timer)
}
