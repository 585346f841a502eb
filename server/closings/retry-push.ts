import type { Closing } from '../../shared/contracts/closings.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { retry } from '../posts/decide.ts'
import { readable } from '../sessions/load-session.ts'
import { closingView } from './closing-view.ts'
import { findClosing, postsOfClosing } from './queries.ts'

/** Sends once more what the PSA refused of a closing, in its order. */
export async function retryPush(ctx: Ctx, sessionId: string): Promise<Closing> {
  may(ctx, 'work')
  const { posts } = await read(ctx, sessionId)
  const refused = posts.filter(({ state }) => state === 'rejected')
  if (refused.length === 0) throw new Problem('post_not_rejected')
  for (const { id } of refused) await retry(ctx, id)
  const after = await read(ctx, sessionId)
  return closingView(ctx, after.row, after.posts)
}

function read(ctx: Ctx, sessionId: string) {
  return tx(ctx, async (sql) => {
    await readable(ctx, sql, sessionId)
    const row = await findClosing(sql, sessionId)
    if (!row) throw new Problem('not_found')
    return { row, posts: await postsOfClosing(sql, row.id) }
  })
}
