import type { CheckedUpdate } from '../../shared/contracts/updates.ts'
import { record } from '../audit/record.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { carriedCites } from '../evidence/cites.ts'
import { evidenceOf } from '../evidence/evidence-of.ts'
import { touchSession } from '../sessions/timeline.ts'
import { leaksFor } from './leaks-of-update.ts'
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
  const changed = await tx(ctx, async (sql) => {
    const { update: before } = await loadUpdate(ctx, sql, sessionId, updateId)
    const cites = carriedCites(before.content, before.cites, content)
    await writeContent(sql, updateId, { content, cites })
    await record(sql, ctx, {
      action: 'update.reworded',
      subject_kind: 'update',
      subject_id: updateId,
      result: 'ok',
      detail: { session_id: sessionId, characters: { before: before.content.length, after: content.length } },
    })
    const { session, update } = await loadUpdate(ctx, sql, sessionId, updateId)
    const evidence = await evidenceOf(sql, session, update)
    await touchSession(sql, sessionId)
    return { update, evidence }
  })
  const { update, evidence } = changed
  return { ...updateView(update), leaks: await leaksFor(ctx, sessionId, update), evidence }
}

/** An update as it stands, looked through again. */
export async function readUpdate(ctx: Ctx, sessionId: string, updateId: string): Promise<CheckedUpdate> {
  const { update, evidence } = await tx(ctx, async (sql) => {
    const { session, update } = await loadUpdate(ctx, sql, sessionId, updateId)
    return { update, evidence: await evidenceOf(sql, session, update) }
  })
  return { ...updateView(update), leaks: await leaksFor(ctx, sessionId, update), evidence }
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
