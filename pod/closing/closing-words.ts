import type { Closing, ClosingProposal, NotePreview, SkippedReason } from '../../shared/contracts/closings.ts'
import type { HandoffProposal } from '../../shared/contracts/handoff-calls.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { clockTime, momentOf } from '../ui/when.ts'
import { type HoursProposal, whyUnbookable } from './hours.ts'

type Time = NonNullable<ClosingProposal['time_entry']>

const roundings = {
  15: 'nearest 15',
  30: 'nearest 30',
  exact: 'to the minute',
  none: '',
} as const satisfies Record<Time['rounding'], string>

/** "48 min active, nearest 15: 0:45 h" */
export const bookedWords = ({ active_minutes, rounding }: Time, minutes: number): string =>
  `${active_minutes} min active, ${roundings[rounding]}: ${hoursWords(minutes)}`

/** 45 → "0:45 h" */
export const hoursWords = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} h`

/** What of a ticked closing goes to the ticket, in its order. */
export function writesWords(parts: readonly ('note' | 'time' | 'status')[], ticket_id: string): string {
  if (parts.length === 0) return `Nothing is written to #${ticket_id}`
  const count = parts.length === 1 ? 'One write' : `${parts.length} writes`
  const names = parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(', ')}, then ${parts.at(-1)}`
  return `${count} to #${ticket_id}: ${names}`
}

export const unbookedWords =
  'Time entry was not created. Map your ConnectWise account in Settings to enable auto-logged time; the timing is in the note.'
const timeReasons: Partial<Record<SkippedReason, string>> = { member_not_mapped: unbookedWords }
const statusReasons: Partial<Record<SkippedReason, string>> = {
  not_set_for_board: 'The ticket keeps its status: none is set for its board.',
  board_unknown: 'The ticket keeps its status: its board could not be read.',
  write_asks: 'The ticket keeps its status: it was not ticked.',
  write_off: 'The ticket keeps its status: your account does not let your role change it.',
  left_out: 'The ticket keeps its status.',
}

/** Why the ticket keeps its status, where that is worth a sentence. */
export const statusLeft = (reason: SkippedReason | null): string => (reason && statusReasons[reason]) ?? ''

/** What a closing left undone, a sentence each. */
export function leftUndone(closing: Closing): string[] {
  const { time_entry_skipped_reason: time, status_transition_skipped_reason: status } = closing
  return [(time && timeReasons[time]) ?? '', statusLeft(status)].filter(Boolean)
}

const pushWords = {
  sent: 'Everything is in the ticket.',
  pending_retry: 'What goes to the ticket is on its way, in this order.',
  needs_human: 'One of the writes needs somebody.',
  failed: 'One of the writes was not taken.',
  no_psa: 'Nothing was written to a ticket.',
} as const satisfies Record<Closing['psa_push_status'], string>
export const pushStatusWords = (status: Closing['psa_push_status']): string => pushWords[status]

/** "As of 14:58, unchanged since" or "Written anew at 14:58". */
export const standingWords = ({ from_cache, written_at }: Pick<NotePreview, 'from_cache' | 'written_at'>) =>
  from_cache ? `As of ${clockTime(written_at)}, unchanged since` : `Written anew at ${clockTime(written_at)}`

type Said = Record<'root_cause' | 'resolution_summary' | 'steps_taken' | 'recommendations', string>
/** What was typed of an end: the same words, the same line. */
export const saidIn = ({ root_cause, resolution_summary, steps_taken, recommendations }: Said): string =>
  JSON.stringify([root_cause, resolution_summary, steps_taken, recommendations])

/** An update can be written of a case once this much was said. */
const exchangesNeeded = 2
/** Whether this person can write to the client of how it ended. */
export const mayTell = ({ may, exchanges }: Pick<SessionDetail, 'may' | 'exchanges'>): boolean =>
  may.includes('share') && exchanges >= exchangesNeeded

/** What is chosen from while the PSA is away, and that this is not the last word; '' where it was read just now. */
export const knownWords = (psa: string | undefined, what: string, as_of: string | null, when: string) =>
  as_of ? `${psa} cannot be read right now. ${what} as of ${momentOf(as_of)}, checked again ${when}.` : ''

export type OfStatus = Pick<
  HandoffProposal,
  'place' | 'statuses' | 'statuses_as_of' | 'status_target' | 'prompt_status'
>

/**
 * The status of the ticket's own board, to be chosen: how it stands, and why it cannot be. Null where the account neither
 * asks for it nor has set one for that board.
 */
export function statusChoice({ place, statuses, statuses_as_of, status_target, prompt_status }: OfStatus) {
  if (!prompt_status && !status_target) return null
  const now = place?.status?.name
  return {
    off:
      statuses || status_target
        ? undefined
        : `${place?.psa} cannot be read right now. The ticket keeps its status.`,
    about: [place?.board && `${place.board.name} board`, now && `now ${now}`].filter(Boolean).join(', '),
    known: knownWords(place?.psa, 'Statuses', statuses_as_of, 'when the status is set'),
    options: [
      { value: '', label: 'Choose a status' },
      ...(statuses ?? []).map(({ id, name }) => ({ value: id, label: name })),
      // what the account set is known without its name
      ...(!statuses && status_target ? [{ value: status_target, label: 'As set for its board' }] : []),
    ],
  }
}

type Ticks = { ticket_note: string; time: string; status: string }

/** What is ticked and can be, in the order in which it goes. */
export function tickedParts(
  { ticket_note, time, status }: Ticks,
  proposal: OfStatus & HoursProposal,
): ('note' | 'time' | 'status')[] {
  const choice = statusChoice(proposal)
  return [
    ...(ticket_note ? (['note'] as const) : []),
    ...(time && !whyUnbookable(proposal) ? (['time'] as const) : []),
    ...(status && choice && !choice.off ? (['status'] as const) : []),
  ]
}
