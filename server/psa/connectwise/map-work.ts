import type { Resource, TimeEntry } from '../provider.ts'
import { clean, filled, idOf, instantOf } from './map.ts'
import type { WireScheduleEntry, WireTimeEntry } from './wire.ts'

/** ConnectWise counts hours, rounded to two places; minutes come out of them whole. */
const billedStatuses = new Set(['Billed', 'BilledAgreement', 'WrittenOff'])

export function minutesOf(hours: number | null | undefined): number {
  return Math.round((hours ?? 0) * 60)
}

/** Null where the server left out what an entry is known by. */
export function mapTimeEntry(wire: WireTimeEntry): TimeEntry | null {
  const started = instantOf(wire.timeStart)
  if (wire.id == null || wire.chargeToId == null || started === null) return null
  return {
    id: String(wire.id),
    ticket_id: String(wire.chargeToId),
    member_identifier: filled(wire.member?.identifier),
    started_at: started,
    ended_at: instantOf(wire.timeEnd),
    minutes: minutesOf(wire.actualHours),
    work_type_id: idOf(wire.workType),
    notes: clean(wire.notes),
    internal_notes: clean(wire.internalNotes),
    billed: wire.invoiceFlag === true || billedStatuses.has(wire.status ?? ''),
  }
}

export function mapResource(wire: WireScheduleEntry): Resource | null {
  const memberId = idOf(wire.member)
  if (wire.id == null || memberId === null) return null
  return {
    entry_id: String(wire.id),
    member_id: memberId,
    member_identifier: filled(wire.member?.identifier) ?? '',
    done: wire.doneFlag ?? false,
  }
}
