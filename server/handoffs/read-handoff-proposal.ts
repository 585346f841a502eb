import type { HandoffProposal } from '../../shared/contracts/handoff-calls.ts'
import { rightsOf } from '../closings/rights-of.ts'
import { connectionOf, statusTarget, ticketPlace } from '../closings/ticket-place.ts'
import { settingsOf } from '../connections/flowpilot-settings.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { readCase } from '../sessions/case-queries.ts'
import { mayOpenCase } from '../sessions/load-session.ts'
import { mayHandOn } from './prepare-handoff.ts'
import { listTargets } from './queries.ts'

const nowhere = { place: null, statuses: null }

/** What handing a case on would write now, what of it is ticked, and whom it can go to. */
export async function readHandoffProposal(ctx: Ctx, sessionId: string): Promise<HandoffProposal> {
  may(ctx, 'work')
  const { rows, settings, targets } = await tx(ctx, async (sql) => {
    const rows = await readCase(sql, sessionId, ctx)
    mayOpenCase(ctx, rows)
    mayHandOn(ctx, rows)
    return {
      rows,
      settings: await settingsOf(sql, rows.row.psa_connection_id),
      targets: await listTargets(sql, sessionId, ctx.user.id),
    }
  })
  const { internal_note, status } = rightsOf(ctx, rows)
  const connection = await connectionOf(ctx, rows)
  const { place, statuses } = connection ? await ticketPlace(ctx, rows, connection) : nowhere
  const status_target = statusTarget({ place, statuses }, settings.escalated_status_by_board)
  return {
    place,
    targets,
    ticks: {
      ticket_note: place !== null && settings.auto_push && internal_note === 'allow',
      status: status_target !== null && status === 'allow',
    },
    rights: { internal_note, status },
    status_target,
    prompt_status: settings.prompt_status_on_escalate,
    statuses: statuses?.map(({ id, name }) => ({ id, name })) ?? null,
  }
}
