import { randomUUID } from 'node:crypto'
import type { Post } from '../../shared/contracts/posts.ts'
import { type Ctx, tx } from '../ctx.ts'
import { findPost } from './queries.ts'
import { postView } from './view.ts'

const settled: readonly Post['state'][] = ['verified', 'needs_human', 'rejected', 'blocked', 'cancelled']

/** The same posts once each is at its end or waits for a person, or as they stand when the time is over. */
export async function settledPosts(ctx: Ctx, posts: readonly Post[], withinMs: number): Promise<Post[]> {
  const ids = posts.map(({ id }) => id)
  if (ids.length === 0) return []
  const until = Date.now() + withinMs
  // a reader of its own: it takes no place among the streams of the person
  const who = { account_id: ctx.account_id, user_id: randomUUID(), may: isOfPosts(ids) }
  const changes = await ctx.world.hub.subscribe(who, null)
  try {
    for (;;) {
      const now = await read(ctx, ids)
      const leftMs = until - Date.now()
      if (leftMs <= 0 || now.every(({ state }) => settled.includes(state))) return now
      const frame = await changes.next(leftMs)
      if (frame && 'ended' in frame) return read(ctx, ids)
    }
  } finally {
    changes.close('left')
  }
}

const isOfPosts = (ids: readonly string[]) => (event: { kind: string; payload: unknown }) =>
  event.kind === 'post.changed' && ids.includes((event.payload as { post_id: string }).post_id)

function read(ctx: Ctx, ids: readonly string[]): Promise<Post[]> {
  return tx(ctx, async (sql) => {
    const found = await Promise.all(ids.map((id) => findPost(sql, id)))
    return found.flatMap((post) => (post ? [postView(ctx, post)] : []))
  })
}
