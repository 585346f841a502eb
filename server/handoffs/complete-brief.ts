import type { Brief } from '../../shared/contracts/handoffs.ts'
import { activeMinutes } from '../../shared/durations.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import type { Document } from '../closings/documentation.ts'
import { asText } from '../closings/render.ts'
import { settingsOf } from '../connections/flowpilot-settings.ts'
import { type Ctx, tx } from '../ctx.ts'
import { publish } from '../events/publish.ts'
import { silent } from '../http/send-writing.ts'
import { releaseHeldNote } from '../posts/release-note.ts'
import { wakePosts } from '../posts/worker/worker.ts'
import { redactLeaves } from '../redact/redact-leaves.ts'
import { readCase } from '../sessions/case-queries.ts'
import type { HandoffRow } from '../sessions/handoff-queries.ts'
import { caseSource } from '../updates/case-request.ts'
import { askBrief } from './ask-brief.ts'
import { escalationDocument } from './escalation-document.ts'
import { withWords } from './prepare-handoff.ts'
import { findHandoff, findNote, type NoteOfHandoff, writeBrief } from './queries.ts'

/** Nobody waits for it any more then; the note has gone long before. */
const longestMs = 120_000

type Known = NonNullable<Awaited<ReturnType<typeof readHandedOver>>>

/** Has a model write the brief of a handoff and puts it in place of the basic one; the note that waits for it goes then. */
export async function completeBrief(ctx: Ctx, sessionId: string, handoffId: string): Promise<void> {
  const known = await readHandedOver(ctx, sessionId, handoffId)
  if (!known) return
  const brief = await written(ctx, known)
  const document = brief && known.handoff.origin === 'handoff' ? await documentWith(known, brief) : null
  await tx(ctx, async (sql) => {
    const isWanted = brief !== null && (await writeBrief(sql, handoffId, { brief, document }))
    await releaseHeldNote(
      ctx,
      sql,
      { kind: 'handoff', id: handoffId },
      isWanted && document ? asText(document) : null,
    )
    if (!isWanted) return
    await publish(sql, ctx.account_id, 'handoff.brief_ready', {
      handoff_id: handoffId,
      session_id: sessionId,
    })
    await record(sql, ctx, {
      action: 'handoff.briefed',
      subject_kind: 'session',
      subject_id: sessionId,
      result: 'done',
      detail: { handoff_id: handoffId },
    })
  })
  wakePosts(ctx.world)
}

function readHandedOver(ctx: Ctx, sessionId: string, handoffId: string) {
  return tx(ctx, async (sql) => {
    const rows = await readCase(sql, sessionId)
    const [handoff, note] = [await findHandoff(sql, sessionId, handoffId), await findNote(sql, handoffId)]
    const source = rows && (await caseSource(ctx, sql, rows))
    if (!rows || !handoff || !note || !source) return null
    const { include_steps } = await settingsOf(sql, rows.row.psa_connection_id)
    return { source, handoff, note, include_steps }
  })
}

async function written(ctx: Ctx, { source, note }: Known): Promise<Brief | null> {
  const signal = AbortSignal.any([ctx.world.draining, AbortSignal.timeout(longestMs)])
  try {
    const brief = await askBrief(ctx, source, silent, signal)
    return brief && withWords(brief, note)
  } catch (error) {
    // too many in this hour: the basic brief stands
    if (error instanceof Problem) return null
    throw error
  }
}

async function documentWith(
  {
    source: { rows },
    handoff,
    note,
    include_steps,
  }: { source: Known['source']; handoff: HandoffRow; note: NoteOfHandoff; include_steps: boolean },
  brief: Brief,
): Promise<Document> {
  const at = handoff.created_at
  const { acts, pauses } = rows.row
  const document = escalationDocument({
    rows,
    brief,
    reason: handoff.reason,
    from: handoff.created_by.name,
    to: handoff.target?.name ?? null,
    at,
    active_minutes: activeMinutes([...acts.filter((act) => act <= at), at], pauses),
    steps_taken: note.steps_taken,
    include_steps,
    content: null,
  })
  return { ...document, sections: await redactLeaves(document.sections) }
}
