import type { ClosingProposal } from '../../shared/contracts/closings.ts'
import { atLocal, localOf } from '../ui/form/local-time.ts'

/** Of a form that books hours where a case ends for a person. */
export const noHours = { time: '', work_type_id: '', from: '', to: '', minutes: '' }
export type HoursField = keyof typeof noHours
type Values = Record<HoursField, string>
export type HoursProposal = Pick<
  ClosingProposal,
  'time_entry' | 'work_types' | 'work_types_as_of' | 'member_mapping_warning' | 'place'
> & { rights: Pick<ClosingProposal['rights'], 'time_entry'> }

/** As they are proposed. */
export const hoursFrom = ({ time_entry }: HoursProposal) => ({
  from: time_entry ? localOf(time_entry.started_at) : '',
  to: time_entry ? localOf(time_entry.ended_at) : '',
  minutes: time_entry ? String(time_entry.minutes) : '',
})

/** Why they cannot be booked so; null where nothing is missing. */
export function whyNoHours({ work_type_id, minutes, from, to }: Values): string | null {
  if (!work_type_id) return 'Choose a work type.'
  if (!(Number.isInteger(Number(minutes)) && Number(minutes) > 0)) return 'Say how many minutes are booked.'
  return !from || !to || to <= from ? 'The end of the work comes after its start.' : null
}

export const hoursOf = ({ from, to, minutes, work_type_id }: Values, internal_notes: string) => ({
  started_at: atLocal(from),
  ended_at: atLocal(to),
  minutes: Number(minutes),
  work_type_id,
  notes: '',
  internal_notes,
})

/** Why no hours can be booked at all. */
export function whyUnbookable({
  time_entry,
  member_mapping_warning,
  work_types,
  place,
}: HoursProposal): string | undefined {
  if (member_mapping_warning)
    return `No time entry: nobody has said which ${place?.psa} member you are. The timing is in the note.`
  if (!time_entry) return 'No time entry is proposed. The timing is in the note.'
  return work_types ? undefined : `${place?.psa} cannot be read right now. The timing is in the note.`
}
