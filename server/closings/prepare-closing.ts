import type { ResolveRequest } from '../../shared/contracts/closings.ts'
import { settingsOf } from '../connections/flowpilot-settings.ts'
import { keptStatuses, statusesOf } from '../connections/kept-lists.ts'
import { memberFor } from '../connections/member-mapping.ts'
import { providerFor } from '../connections/provider-for.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { lookForClient } from '../leaks/client-leaks.ts'
import { lookedThrough } from '../posts/time-entry/look-through.ts'
import type { PsaStatus } from '../psa/provider.ts'
import { type ReadCase, readCase } from '../sessions/case-queries.ts'
import { mayOpenCase } from '../sessions/load-session.ts'
import { documentCase } from './document-case.ts'
import { unlessSlow } from './in-psa.ts'
import { mayClose } from './may-close.ts'
import { findKeptNote, hashOf } from './note-queries.ts'
import { type ClosingPlan, planClosing } from './plan-closing.ts'
import type { ClosingRow } from './queries.ts'
import { rightsOf } from './rights-of.ts'

/** `origin`: which of the two ways it comes from; left out: the dialog. */
export type ClosingOrder = ResolveRequest & Partial<Pick<ClosingRow, 'origin'>>
export type Prepared = Awaited<ReturnType<typeof prepareClosing>>

/** Long enough for a PSA that answers: the name of a status is for the screen alone. */
const nameWithinMs = 1_500

/** All that a closing writes, thought out before anything is locked; it holds while the case stays as it was read. */
export async function prepareClosing(ctx: Ctx, sessionId: string, order: ClosingOrder) {
  may(ctx, 'work')
  const said = saidIn(order)
  const { rows, settings, member, kept } = await tx(ctx, async (sql) => {
    const rows = await readCase(sql, sessionId, ctx)
    mayOpenCase(ctx, rows)
    await mayClose(ctx, sql, rows.row)
    const connection_id = rows.row.psa_connection_id
    return {
      rows,
      settings: await settingsOf(sql, connection_id),
      member: connection_id ? await memberFor(sql, { connection_id, user_id: ctx.user.id }) : null,
      kept: await findKeptNote(sql, {
        session_id: sessionId,
        state_version: rows.row.state_version,
        words_hash: hashOf(said),
      }),
    }
  })
  const { part } = rows
  const place = placeOf(rows)
  const identifier = member?.member_identifier ?? null
  const plan = planClosing(order, {
    settings,
    rights: rightsOf(ctx, rows),
    member: identifier,
    board_id: part?.ticket.board?.id ?? null,
  })
  const closed_at = new Date().toISOString()
  const { include_steps } = settings
  const document = await documentCase(rows, { said, include_steps, ended_at: closed_at })
  return {
    order,
    state_version: rows.row.state_version,
    place,
    plan,
    closed_at,
    document,
    client_draft: plan.client_note ? null : (kept?.content ?? null),
    ...(place
      ? await looked(ctx, sessionId, { plan, request: order, member_identifier: identifier })
      : nothing),
    status: place && plan.status ? await statusOrder(ctx, rows, plan.status.status_id) : null,
  }
}

type Words = Pick<ResolveRequest, 'resolution_summary' | 'root_cause' | 'steps_taken' | 'recommendations'>
export const saidIn = ({ resolution_summary, root_cause, steps_taken, recommendations }: Words) => ({
  root_cause,
  resolution: resolution_summary,
  steps_taken,
  recommendations,
})

/** Where the writes go; null where the case has no ticket, or its account no PSA. */
export function placeOf({ row, part }: ReadCase) {
  const { psa_connection_id: connection_id, psa_ticket_id: ticket_id } = row
  if (!connection_id || !ticket_id) return null
  return {
    connection_id,
    ticket_id,
    ticket_url: part?.ticket.url ?? null,
    company_id: part?.ticket.company?.id ?? null,
  }
}

const nothing = { client_note: null, time: null }

type Wanted = { plan: ClosingPlan; request: ResolveRequest; member_identifier: string | null }

/** What a client or an invoice would show is looked through; what nobody accepted stops the closing. */
async function looked(ctx: Ctx, session_id: string, { plan, request, member_identifier }: Wanted) {
  const { accepted_leaks = [] } = request
  const seen =
    plan.client_note && (await lookForClient(ctx, plan.client_note.content, { session_id, accepted_leaks }))
  const client_note = seen && { text: seen.cleared('client_note'), accepted_leaks: seen.accepted }
  return { client_note, time: await timeOrder(ctx, plan.time, { accepted_leaks, member_identifier }) }
}

/** Hours as they are booked: their words are looked through, since an invoice may show them. */
export async function timeOrder(
  ctx: Ctx,
  time: ClosingPlan['time'],
  known: { accepted_leaks?: readonly string[] | undefined; member_identifier: string | null },
) {
  if (!time) return null
  const { texts, accepted_leaks } = await lookedThrough(ctx, time, known.accepted_leaks ?? [])
  const { member_identifier } = known
  return { order: { ...time, ...texts, member_identifier, overlap_accepted: true }, accepted_leaks }
}

/** How old a reading may be and still tell what the person saw. */
const seenWithinMs = 3600_000

/** The name is for the screen alone, and the list it is of may be old: its board is asked when it goes. */
export async function statusOrder(ctx: Ctx, { row, part }: ReadCase, status_id: string) {
  const isFresh = part && Date.now() - Date.parse(part.fetched_at) < seenWithinMs
  const board = part?.ticket.board
  const place = board && row.psa_connection_id ? { id: row.psa_connection_id, board_id: board.id } : null
  return {
    status_id,
    status_name: place && (await statusName(ctx, place, status_id)),
    from: isFresh ? part.ticket.status : null,
    board_id: null,
  }
}

type OnBoard = { id: string; board_id: string }
async function statusName(ctx: Ctx, { id, board_id }: OnBoard, status_id: string): Promise<string | null> {
  const nameIn = (statuses: readonly PsaStatus[] | null | undefined) =>
    statuses?.find((status) => status.id === status_id)?.name
  const kept = nameIn(await tx(ctx, (sql) => keptStatuses(sql, id, board_id)))
  if (kept) return kept
  const asked = providerFor(ctx, id).then((connected) => statusesOf(ctx, connected, board_id))
  return nameIn((await unlessSlow(asked, nameWithinMs))?.items) ?? null
}
