import type { ClosingProposal } from '../../shared/contracts/closings.ts'
import type { FlowpilotSettings } from '../../shared/contracts/flowpilot-settings.ts'
import { workTypesOf } from '../connections/kept-lists.ts'
import { mapMemberByEmail } from '../connections/member-mapping.ts'
import { type Ctx, tx } from '../ctx.ts'
import { findOverlap } from '../posts/enqueue-queries.ts'
import type { ReadCase } from '../sessions/case-queries.ts'
import { unlessTrouble } from './in-psa.ts'
import { proposedTime } from './proposed-time.ts'
import { connectionOf, ticketPlace } from './ticket-place.ts'

const nowhere = {
  place: null,
  statuses: null,
  statuses_as_of: null,
  work_types: null,
  work_types_as_of: null,
  member: null,
}
type Found = Pick<
  Awaited<ReturnType<typeof ticketAndHours>>,
  'place' | 'work_types' | 'work_types_as_of' | 'member'
>

/** The ticket of a case as it stands now, and what hours on it need; a PSA that is away only leaves gaps. */
export async function ticketAndHours(ctx: Ctx, rows: ReadCase) {
  const connection = await connectionOf(ctx, rows)
  if (!connection) return nowhere
  const [found, types, mapped] = await Promise.all([
    ticketPlace(ctx, rows, connection),
    unlessTrouble(workTypesOf(ctx, connection)),
    mapMemberByEmail(ctx),
  ])
  return {
    ...found,
    work_types: types?.items ?? null,
    work_types_as_of: types?.as_of ?? null,
    member: mapped?.member_identifier ?? null,
  }
}

type Known = {
  rows: ReadCase
  /** When this person did something in it. */
  acts: readonly string[]
  settings: Pick<FlowpilotSettings, 'time_rounding'>
}

/** The hours of this person that are proposed where a case ends for them; none for whom nobody knows as a member. */
export async function proposedHours(
  ctx: Ctx,
  { rows, acts, settings }: Known,
  { place, work_types, work_types_as_of, member }: Found,
): Promise<
  Pick<ClosingProposal, 'time_entry' | 'member_mapping_warning' | 'work_types' | 'work_types_as_of'>
> {
  const time = proposedTime(acts, rows.row.pauses, settings.time_rounding, new Date().toISOString())
  return {
    time_entry: member && time ? { ...time, overlaps: await overlap(ctx, member, time) } : null,
    member_mapping_warning: place !== null && member === null,
    work_types,
    work_types_as_of,
  }
}

function overlap(ctx: Ctx, member: string, { started_at, minutes }: { started_at: string; minutes: number }) {
  return tx(ctx, async (sql) => (await findOverlap(sql, { member, started_at, minutes })) ?? null)
}
