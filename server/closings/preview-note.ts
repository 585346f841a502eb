import type { ClosingDraft, NotePreview, NotePreviewRequest } from '../../shared/contracts/closings.ts'
import { stripUnseen } from '../../shared/hidden-signs.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { readMarkers } from '../evidence/markers.ts'
import { silent } from '../http/send-writing.ts'
import { limitCalls } from '../model/limit-calls.ts'
import { readable } from '../sessions/load-session.ts'
import { caseOf } from '../sessions/session-detail.ts'
import { requestOf, sourceOf } from '../updates/build-update.ts'
import { leaksFor } from '../updates/leaks-of-update.ts'
import { draftClosing } from './draft-closing.ts'
import { mayClose } from './may-close.ts'
import { findKeptNote, hashOf, type KeptNote, keepNote, type NotePlace } from './note-queries.ts'

const longestNote = 15_000
const order = { audience: 'client_update', length: 'detailed', context: 'resolution', form: 'note' } as const

type Source = Awaited<ReturnType<typeof sourceOf>>

/** What the client would read if the case were closed with these words now; an unchanged case is not written of again. */
export async function previewNote(
  ctx: Ctx,
  sessionId: string,
  typed: NotePreviewRequest,
  signal: AbortSignal,
): Promise<NotePreview> {
  may(ctx, 'work')
  const { source, closing, place, kept } = await tx(ctx, async (sql) => {
    const session = await readable(ctx, sql, sessionId)
    await mayClose(ctx, sql, session)
    const rows = await caseOf(sql, sessionId)
    const closing = { ...draftClosing(rows), ...typed }
    const { state_version } = rows.row
    const place = { session_id: sessionId, state_version, words_hash: hashOf(closing) }
    return {
      source: await sourceOf(ctx, sql, session, rows),
      closing,
      place,
      kept: await findKeptNote(sql, place),
    }
  })
  const { content, written_at } =
    kept ?? (await keptAnew(ctx, place, await written(ctx, source, closing, signal)))
  return {
    content,
    written_at,
    from_cache: kept !== undefined,
    state_version: place.state_version,
    leaks: await leaksFor(ctx, sessionId, { content, audience: order.audience }),
  }
}

const keptAnew = (ctx: Ctx, place: NotePlace, content: string): Promise<KeptNote> =>
  tx(ctx, (sql) => keepNote(sql, { account_id: ctx.account_id, ...place, content }))

async function written(
  ctx: Ctx,
  source: Source,
  closing: ClosingDraft,
  signal: AbortSignal,
): Promise<string> {
  const { world } = ctx
  await limitCalls(ctx, 'resolution_notes')
  const told = { ...source, session_status: 'resolved', closing, previous: undefined, newer: [] }
  const { request } = await requestOf(ctx, order, told)
  const answer = await world.model.ask(request, silent, signal)
  if (answer.state === 'failed') throw new Problem(answer.problem)
  const text = answer.state === 'answered' ? answer.value.text : ''
  const content = readMarkers(stripUnseen(text)).text.slice(0, longestNote).toWellFormed().trim()
  if (!content) throw new Problem((answer.state === 'partial' && answer.problem) || 'model_invalid')
  return content
}
