import type { HandoffProposal } from '../../shared/contracts/handoff-calls.ts'
import { proposedHours, ticketAndHours } from '../closings/proposed-hours.ts'
import { actsOfPerson } from '../closings/queries.ts'
import { rightsOf } from '../closings/rights-of.ts'
import { statusTarget } from '../closings/ticket-place.ts'
import { settingsOf } from '../connections/flowpilot-settings.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { readCase } from '../sessions/case-queries.ts'
import { mayOpenCase } from '../sessions/load-session.ts'
import { mayHandOn } from './prepare-handoff.ts'
import { listTargets } from './queries.ts'

/** What handing a case on would write now, what of it is ticked, and whom it can go to. */
export async function readHandoffProposal(ctx: Ctx, sessionId: string): Promise<HandoffProposal> {
  may(ctx, 'work')
  const { rows, settings, targets, acts } = await tx(ctx, async (sql) => {
    const rows = await readCase(sql, sessionId, ctx)
    mayOpenCase(ctx, rows)
    mayHandOn(ctx, rows)
    return {
      rows,
      settings: await settingsOf(sql, rows.row.psa_connection_id),
      targets: await listTargets(sql, sessionId, ctx.user.id),
      acts: await actsOfPerson(sql, { session_id: sessionId, user_id: ctx.user.id }),
    }
  })
  const { internal_note, time_entry, status } = rightsOf(ctx, rows)
  const found = await ticketAndHours(ctx, rows)
  const { place, statuses, statuses_as_of } = found
  const hours = await proposedHours(ctx, { rows, acts, settings }, found)
  const status_target = statusTarget({ place, statuses }, settings.escalated_status_by_board)
  return {
    place,
    targets,
    ticks: {
      ticket_note: place !== null && settings.auto_push && internal_note === 'allow',
      time_entry: hours.time_entry !== null && settings.auto_time_entry && time_entry === 'allow',
      status: status_target !== null && status === 'allow',
    },
    rights: { internal_note, time_entry, status },
    ...hours,
    status_target,
    prompt_status: settings.prompt_status_on_escalate,
    statuses: statuses?.map(({ id, name }) => ({ id, name })) ?? null,
    statuses_as_of,
  }
}
