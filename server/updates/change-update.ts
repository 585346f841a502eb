import type { Update } from '../../shared/contracts/updates.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { touchSession } from '../sessions/timeline.ts'
import { loadUpdate } from './load-update.ts'
import { markCopied, writeContent } from './queries.ts'
import { updateView } from './write-update.ts'

/** A person's wording. An update that was cut short is whole from here on; notes that were posted stay as they are. */
export function changeUpdate(
  ctx: Ctx,
  sessionId: string,
  updateId: string,
  content: string,
): Promise<Update> {
  may(ctx, 'work')
  return tx(ctx, async (sql) => {
    await loadUpdate(sql, ctx, sessionId, updateId)
    await writeContent(sql, updateId, content)
    const { update } = await loadUpdate(sql, ctx, sessionId, updateId)
    await touchSession(sql, sessionId)
    return updateView(update)
  })
}

/** Delivered by hand: the next update tells what is new since this one. */
export async function updateCopied(ctx: Ctx, sessionId: string, updateId: string): Promise<void> {
  may(ctx, 'work')
  await tx(ctx, async (sql) => {
    await loadUpdate(sql, ctx, sessionId, updateId)
    await markCopied(sql, updateId)
    await touchSession(sql, sessionId)
  })
}
