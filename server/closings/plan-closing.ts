import type { ClosingProposal, ResolveRequest, SkippedReason } from '../../shared/contracts/closings.ts'
import type { FlowpilotSettings } from '../../shared/contracts/flowpilot-settings.ts'
import type { WriteRight } from '../../shared/contracts/write-rights.ts'

type Known = {
  settings: FlowpilotSettings
  rights: ClosingProposal['rights']
  /** Null where nobody knows which member this person is. */
  member: string | null
  /** Of the ticket, as it was last read. */
  board_id: string | null
}

/** What of a closing is written, each with whether a person ticked it, and why what is not is not. */
export type ClosingPlan = {
  note: { confirmed: boolean } | null
  client_note: { content: string } | null
  time: NonNullable<ResolveRequest['time_entry']> | null
  status: { status_id: string; confirmed: boolean } | null
  member_mapping_warning: boolean
  time_entry_skipped_reason: SkippedReason | null
  status_transition_skipped_reason: SkippedReason | null
}

/** What is named in the request was ticked; the rest goes as settings and rights have it. */
export function planClosing(request: ResolveRequest, known: Known): ClosingPlan {
  const { settings, rights } = known
  const { ticket_note, client_note } = request.destinations
  const byDefault = settings.auto_push && rights.internal_note === 'allow'
  const status = plannedStatus(request.psa_status_id, settings.resolved_status_by_board, known)
  return {
    note: (ticket_note ?? byDefault) ? { confirmed: ticket_note === true } : null,
    client_note: client_note ?? null,
    ...plannedTime(request.time_entry, known),
    status: typeof status === 'string' ? null : status,
    status_transition_skipped_reason: typeof status === 'string' ? status : null,
  }
}

/** The hours that are booked, or why none are; whom nobody knows as a member is told where some were to be. */
export function plannedTime(
  wanted: ResolveRequest['time_entry'],
  { settings, member }: Pick<Known, 'member'> & { settings: Pick<FlowpilotSettings, 'auto_time_entry'> },
): Pick<ClosingPlan, 'time' | 'member_mapping_warning' | 'time_entry_skipped_reason'> {
  const isWanted = wanted !== null && (wanted !== undefined || settings.auto_time_entry)
  return {
    time: member === null ? null : (wanted ?? null),
    member_mapping_warning: member === null && isWanted,
    time_entry_skipped_reason: whyNoTime(wanted, member),
  }
}

function whyNoTime(wanted: ResolveRequest['time_entry'], member: string | null): SkippedReason | null {
  if (wanted === null) return 'left_out'
  if (member === null) return 'member_not_mapped'
  return wanted === undefined ? 'no_work_type' : null
}

/** The status that goes, or why none does. `byBoard`: what the account set. */
export function plannedStatus(
  psa_status_id: string | null | undefined,
  byBoard: Record<string, string>,
  { rights, board_id }: Pick<Known, 'rights' | 'board_id'>,
): { status_id: string; confirmed: boolean } | SkippedReason {
  if (psa_status_id === null) return 'left_out'
  if (psa_status_id !== undefined) return { status_id: psa_status_id, confirmed: true }
  if (board_id === null) return 'board_unknown'
  const target = byBoard[board_id]
  if (!target) return 'not_set_for_board'
  return whyNotByItself[rights.status] ?? { status_id: target, confirmed: false }
}

const whyNotByItself: Record<WriteRight, SkippedReason | null> = {
  off: 'write_off',
  ask: 'write_asks',
  allow: null,
}
