import type { ClosingDraft } from '../../shared/contracts/closings.ts'
import { stripHidden } from '../../shared/hidden-signs.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import type { ModelReaders } from '../model/gateway.ts'
import { limitCalls } from '../model/limit-calls.ts'
import { prompt } from '../model/prompt.ts'
import { type ClosingOrder, closingOutput } from '../model/protocol.ts'
import { redactLeaves } from '../redact/redact-leaves.ts'
import { type ReadCase, readCase } from '../sessions/case-queries.ts'
import { mayOpenCase } from '../sessions/load-session.ts'
import { type CaseSource, caseRequest, caseSource } from '../updates/case-request.ts'
import { draftClosing } from './draft-closing.ts'
import { mayClose } from './may-close.ts'

const order: ClosingOrder = { draft: 'closing' }
const fields = ['root_cause', 'resolution', 'steps_taken', 'recommendations'] as const
/** As much as a closing takes. */
const longest: Record<keyof ClosingDraft, number> = {
  root_cause: 2_000,
  resolution: 4_000,
  steps_taken: 6_000,
  recommendations: 2_000,
}

export type DraftSource = { rows: ReadCase; source: CaseSource | undefined }

/** What a draft is written from, if this person may close the case. */
export function readDraftSource(ctx: Ctx, sessionId: string): Promise<DraftSource> {
  may(ctx, 'work')
  return tx(ctx, async (sql) => {
    const rows = await readCase(sql, sessionId, ctx)
    mayOpenCase(ctx, rows)
    await mayClose(ctx, sql, rows.row)
    return { rows, source: await caseSource(ctx, sql, rows) }
  })
}

/** What the case itself says of its end, without secrets: there at once, and what stands where no model answers whole. */
export const caseDraft = ({ rows }: DraftSource): Promise<ClosingDraft> => redactLeaves(draftClosing(rows))

/** Lets a model write how the case ended; what it leaves empty stays as the case has it. */
export async function writeDraft(
  ctx: Ctx,
  known: DraftSource,
  readers: ModelReaders,
  signal: AbortSignal,
): Promise<ClosingDraft> {
  const ofCase = await caseDraft(known)
  if (!known.source) return ofCase
  const { world } = ctx
  await limitCalls(ctx, 'closing_drafts')
  const request = await caseRequest(ctx, known.source, {
    task: 'update',
    system: prompt('closings/closing'),
    order,
    schema: closingOutput,
    streams: fields,
  })
  const answer = await world.model.ask(request, readers, signal)
  if (answer.state !== 'answered') return ofCase
  const cleaned = fields.map((name) => {
    const text = stripHidden(answer.value[name]).slice(0, longest[name]).toWellFormed().trim()
    return [name, text || ofCase[name]]
  })
  return Object.fromEntries(cleaned) as ClosingDraft
}
