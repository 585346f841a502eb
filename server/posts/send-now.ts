import { inAccount } from '../db/tx.ts'
import { within } from '../within.ts'
import type { World } from '../world.ts'
import { findPost, type StoredPost } from './queries.ts'
import { startWork, wakePosts, workUnderWay } from './worker/worker.ts'

const answerWithinMs = 3_500

/**
 * Works a due post in the request that made it so, by the claim the worker would make. Answers the row within seconds in
 * whatever state it is; the work goes on. Without a free hand it is left to the background.
 */
export async function workNow(world: World, post: StoredPost): Promise<StoredPost> {
  const isDue = post.state !== 'ready' || Date.parse(post.send_after) <= Date.parse(post.now)
  const isOver = ['verified', 'rejected', 'cancelled', 'needs_human'].includes(post.state)
  if (isOver || !isDue || post.held) {
    wakePosts(world)
    return post
  }
  const work = workUnderWay(world, post.id) ?? (world.draining.aborted ? null : startWork(world, post))
  if (!work) {
    wakePosts(world)
    return post
  }
  const written = await within(work, answerWithinMs)
  // of a waiting post the view also shows what it waits for
  if (written && written.state !== 'ready') return written
  const current = await inAccount(world.db, post.account_id, (sql) => findPost(sql, post.id))
  return current ?? post
}
