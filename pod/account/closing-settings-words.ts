import type { FlowpilotSettings, TimeRounding } from '../../shared/contracts/flowpilot-settings.ts'

type Named = { id: string; name: string }
type Switch = {
  [Name in keyof FlowpilotSettings]: FlowpilotSettings[Name] extends boolean ? Name : never
}[keyof FlowpilotSettings]

/** What an admin ticks, in its order, with what each does. */
export const switchWords: Record<Switch, { label: string; says: string }> = {
  auto_push: {
    label: 'File the documentation',
    says: 'The internal note is ticked beforehand in Close Case and Escalate.',
  },
  auto_time_entry: {
    label: 'Create the time entry',
    says: 'The time is ticked beforehand in Close Case.',
  },
  include_steps: {
    label: 'Include the steps',
    says: 'Off: the documentation leaves out Diagnosis Path and Work Completed.',
  },
  prompt_status_on_resolve: {
    label: 'Ask for the status when resolving',
    says: 'Close Case offers a new status on every board, not only where one is set below.',
  },
  prompt_status_on_escalate: {
    label: 'Ask for the status when escalating',
    says: 'Escalate offers a new status on every board, not only where one is set below.',
  },
}
export const switches = Object.keys(switchWords) as Switch[]

export const roundingWords: Record<TimeRounding, string> = {
  15: 'Nearest 15 minutes',
  30: 'Nearest 30 minutes',
  exact: 'To the minute',
  none: 'Propose no time',
}

export const visibilityWords: Record<FlowpilotSettings['default_note_visibility'], string> = {
  internal: 'Internal only',
  internal_and_external: 'Internal and for the client',
}

/** What stands on one line of a board that is folded. `statuses`: null while they are not known. */
export function boardLine(
  after: { resolved: string | null; escalated: string | null },
  statuses: readonly Named[] | null,
): string {
  const parts = [
    after.resolved && `after resolve: ${statusName(after.resolved, statuses)}`,
    after.escalated && `after escalate: ${statusName(after.escalated, statuses)}`,
  ].filter(Boolean)
  return parts.join(', ') || 'no change'
}

export const statusName = (id: string, statuses: readonly Named[] | null): string =>
  statuses?.find((each) => each.id === id)?.name ?? `status ${id}`

/** The statuses of one board to choose from; one that is set and not among them stays, and says so. */
export function statusChoices(
  statuses: readonly Named[],
  set: string | null,
): { value: string; label: string }[] {
  const isGone = set !== null && !statuses.some(({ id }) => id === set)
  return [
    { value: '', label: 'No change' },
    ...statuses.map(({ id, name }) => ({ value: id, label: name })),
    ...(isGone ? [{ value: set, label: `Status ${set}, not on this board any more` }] : []),
  ]
}

/** The boards of the PSA, and those that something is set for and that it does not name any more. */
export function boardRows(
  boards: readonly Named[],
  settings: Pick<FlowpilotSettings, 'resolved_status_by_board' | 'escalated_status_by_board'>,
): (Named & { gone: boolean })[] {
  const { resolved_status_by_board, escalated_status_by_board } = settings
  const set = new Set(Object.keys({ ...resolved_status_by_board, ...escalated_status_by_board }))
  for (const { id } of boards) set.delete(id)
  return [
    ...boards.map((board) => ({ ...board, gone: false })),
    ...[...set].map((id) => ({ id, name: `Board ${id}`, gone: true })),
  ]
}
