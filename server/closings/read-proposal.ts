import type { ClosingProposal } from '../../shared/contracts/closings.ts'
import { settingsOf } from '../connections/flowpilot-settings.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { readCase } from '../sessions/case-queries.ts'
import { mayOpenCase } from '../sessions/load-session.ts'
import { draftClosing } from './draft-closing.ts'
import { mayClose } from './may-close.ts'
import { proposedHours, ticketAndHours } from './proposed-hours.ts'
import { actsOfPerson } from './queries.ts'
import { rightsOf } from './rights-of.ts'
import { statusTarget } from './ticket-place.ts'

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
  const found = await ticketAndHours(ctx, rows)
  const { place, statuses, statuses_as_of } = found
  const hours = await proposedHours(ctx, { rows, acts, settings }, found)
  const isThere = place !== null
  const status_target = statusTarget({ place, statuses }, settings.resolved_status_by_board)
  return {
    draft: draftClosing(rows),
    place,
    ticks: {
      ticket_note: isThere && settings.auto_push && rights.internal_note === 'allow',
      client_note:
        isThere &&
        settings.default_note_visibility === 'internal_and_external' &&
        rights.client_note === 'allow',
      time_entry: hours.time_entry !== null && settings.auto_time_entry && rights.time_entry === 'allow',
      status: status_target !== null && rights.status === 'allow',
    },
    rights,
    ...hours,
    status_target,
    prompt_status: settings.prompt_status_on_resolve,
    statuses,
    statuses_as_of,
  }
}
