import type { CheckedUpdate } from '../../shared/contracts/updates.ts'
import { record } from '../audit/record.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { leaksOf } from '../redact/leaks.ts'
import { touchSession } from '../sessions/timeline.ts'
import { loadUpdate } from './load-update.ts'
import { markCopied, writeContent } from './queries.ts'
import { updateView } from './write-update.ts'

/** A person's wording. An update that was cut short is whole from here on; notes that were posted stay as they are. */
export async function changeUpdate(
  ctx: Ctx,
  sessionId: string,
  updateId: string,
  content: string,
): Promise<CheckedUpdate> {
  may(ctx, 'work')
  const leaks = await leaksOf(ctx, content)
  return tx(ctx, async (sql) => {
    const { update: before } = await loadUpdate(ctx, sql, sessionId, updateId)
    await writeContent(sql, updateId, content)
    await record(sql, ctx, {
      action: 'update.reworded',
      subject_kind: 'update',
      subject_id: updateId,
      result: 'ok',
      detail: { session_id: sessionId, characters: { before: before.content.length, after: content.length } },
    })
    const { update } = await loadUpdate(ctx, sql, sessionId, updateId)
    await touchSession(sql, sessionId)
    return { ...updateView(update), leaks }
  })
}

/** An update as it stands, looked through again. */
export async function readUpdate(ctx: Ctx, sessionId: string, updateId: string): Promise<CheckedUpdate> {
  const { update } = await tx(ctx, (sql) => loadUpdate(ctx, sql, sessionId, updateId))
  return { ...updateView(update), leaks: await leaksOf(ctx, update.content) }
}

/** Delivered by hand: the next update tells what is new since this one. */
export async function updateCopied(ctx: Ctx, sessionId: string, updateId: string): Promise<void> {
  may(ctx, 'work')
  await tx(ctx, async (sql) => {
    await loadUpdate(ctx, sql, sessionId, updateId)
    await markCopied(sql, updateId)
    await touchSession(sql, sessionId)
  })
}
