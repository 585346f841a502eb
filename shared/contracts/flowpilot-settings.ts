import * as v from 'valibot'

/** Minutes of work as they are booked: to the nearest quarter or half hour, to the minute, or not at all. */
export const timeRounding = v.picklist(['15', '30', 'exact', 'none'])
export type TimeRounding = v.InferOutput<typeof timeRounding>

const psaId = v.pipe(v.string(), v.regex(/^[1-9]\d{0,9}$/, 'A number of the PSA.'))

const statusByBoard = v.record(psaId, psaId)

/**
 * What a closing and an escalation write into a ticket of this connection. `…_status_by_board`: board → the status that
 * a resolved or escalated ticket gets there; a board that is not named keeps its status.
 */
export const flowpilotSettings = v.object({
  auto_push: v.boolean(),
  auto_time_entry: v.boolean(),
  time_rounding: timeRounding,
  default_note_visibility: v.picklist(['internal', 'internal_and_external']),
  include_steps: v.boolean(),
  prompt_status_on_resolve: v.boolean(),
  prompt_status_on_escalate: v.boolean(),
  resolved_status_by_board: statusByBoard,
  escalated_status_by_board: statusByBoard,
})
export type FlowpilotSettings = v.InferOutput<typeof flowpilotSettings>

const boardsChange = v.optional(
  v.pipe(
    v.record(psaId, v.nullable(psaId)),
    v.check((boards) => Object.keys(boards).length <= 200, 'At most 200 boards.'),
  ),
)

/** Merged: what is left out stays; a board with null has no status of its own any more. */
export const flowpilotSettingsChange = v.strictObject({
  ...v.partial(v.omit(flowpilotSettings, ['resolved_status_by_board', 'escalated_status_by_board'])).entries,
  resolved_status_by_board: boardsChange,
  escalated_status_by_board: boardsChange,
})
export type FlowpilotSettingsChange = v.InferOutput<typeof flowpilotSettingsChange>
