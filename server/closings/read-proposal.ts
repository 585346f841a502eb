import type { ClosingProposal } from '../../shared/contracts/closings.ts'
import { settingsOf } from '../connections/flowpilot-settings.ts'
import { mapMemberByEmail } from '../connections/member-mapping.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { findOverlap } from '../posts/enqueue-queries.ts'
import { type ReadCase, readCase } from '../sessions/case-queries.ts'
import { mayOpenCase } from '../sessions/load-session.ts'
import { draftClosing } from './draft-closing.ts'
import { unlessTrouble } from './in-psa.ts'
import { mayClose } from './may-close.ts'
import { proposedTime } from './proposed-time.ts'
import { actsOfPerson } from './queries.ts'
import { rightsOf } from './rights-of.ts'
import { connectionOf, statusTarget, ticketPlace } from './ticket-place.ts'

/** What closing a case would write now, and what of it is ticked; a PSA that is away only leaves gaps. */
export async function readProposal(ctx: Ctx, sessionId: string): Promise<ClosingProposal> {
  may(ctx, 'work')
  const { rows, settings, acts } = await tx(ctx, async (sql) => {
    const rows = await readCase(sql, sessionId, ctx)
    mayOpenCase(ctx, rows)
    await mayClose(ctx, sql, rows.row)
    return {
      rows,
      settings: await settingsOf(sql, rows.row.psa_connection_id),
      acts: await actsOfPerson(sql, { session_id: sessionId, user_id: ctx.user.id }),
    }
  })
  const rights = rightsOf(ctx, rows)
  const time = proposedTime(acts, rows.row.pauses, settings.time_rounding, new Date().toISOString())
  const found = await inPsa(ctx, rows)
  const { place, statuses, work_types, member } = found
  const isThere = place !== null
  const status_target = statusTarget({ place, statuses }, settings.resolved_status_by_board)
  const time_entry = member && time ? { ...time, overlaps: await overlap(ctx, member, time) } : null
  return {
    draft: draftClosing(rows),
    place,
    ticks: {
      ticket_note: isThere && settings.auto_push && rights.internal_note === 'allow',
      client_note:
        isThere &&
        settings.default_note_visibility === 'internal_and_external' &&
        rights.client_note === 'allow',
      time_entry: time_entry !== null && settings.auto_time_entry && rights.time_entry === 'allow',
      status: status_target !== null && rights.status === 'allow',
    },
    rights,
    time_entry,
    member_mapping_warning: isThere && member === null,
    work_types,
    status_target,
    prompt_status: settings.prompt_status_on_resolve,
    statuses,
  }
}

const nowhere = { place: null, statuses: null, work_types: null, member: null }

async function inPsa(ctx: Ctx, rows: ReadCase) {
  const connection = await connectionOf(ctx, rows)
  if (!connection) return nowhere
  const [found, work_types, mapped] = await Promise.all([
    ticketPlace(ctx, rows, connection),
    unlessTrouble(connection.provider.workTypes()),
    mapMemberByEmail(ctx),
  ])
  return { ...found, work_types, member: mapped?.member_identifier ?? null }
}

function overlap(ctx: Ctx, member: string, { started_at, minutes }: { started_at: string; minutes: number }) {
  return tx(ctx, async (sql) => (await findOverlap(sql, { member, started_at, minutes })) ?? null)
}
