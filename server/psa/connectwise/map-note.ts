import type { TicketNote } from '../../../shared/contracts/tickets.ts'
import { clean, filled, instantOf } from './map.ts'
import type { WireNote, WireTimeEntry } from './wire.ts'

const noteKinds: Record<string, TicketNote['kind']> = { TimeEntryNote: 'time_entry', MeetingNote: 'meeting' }

type Flags = {
  discussion?: boolean | null | undefined
  internal?: boolean | null | undefined
  resolution?: boolean | null | undefined
  issue?: boolean | null | undefined
}

/** The client reads everything but the internal tab; internalFlag and externalFlag say nothing about that. */
export function placementsOf(flags: Flags): Pick<TicketNote, 'placements' | 'visibility'> {
  const placements = (['discussion', 'internal', 'resolution', 'issue'] as const).filter(
    (name) => flags[name],
  )
  const clientVisible = placements.some((name) => name !== 'internal')
  return { placements, visibility: clientVisible ? 'client_visible' : 'internal' }
}

/** Work that is typed in the evening was done in the morning: it stands in the ticket where it was done. */
function workStart({ noteType, timeStart }: WireNote): string | null {
  return noteType === 'TimeEntryNote' ? (timeStart ?? null) : null
}

export function mapNote(wire: WireNote): TicketNote {
  const member = filled(wire.member?.name) ?? filled(wire.member?.identifier)
  const contact = filled(wire.contact?.name)
  const fromContact = member === null && contact !== null
  return {
    id: String(wire.id ?? ''),
    kind: noteKinds[wire.noteType ?? ''] ?? 'note',
    text: clean(wire.text),
    ...placementsOf({
      discussion: wire.detailDescriptionFlag,
      internal: wire.internalAnalysisFlag,
      resolution: wire.resolutionFlag,
      issue: wire.issueFlag,
    }),
    author:
      member ??
      contact ??
      filled(wire.originalAuthor) ??
      filled(wire.createdBy) ??
      filled(wire._info?.enteredBy) ??
      'unknown',
    from_contact: fromContact,
    created_at: instantOf(
      workStart(wire) ??
        wire.dateCreated ??
        wire._info?.dateEntered ??
        wire.timeStart ??
        wire._info?.lastUpdated,
    ),
  }
}

/** A time entry as the note it leaves on the ticket; used where a server has no list of all notes. */
export function mapTimeNote(wire: WireTimeEntry): TicketNote {
  return {
    id: String(wire.id ?? ''),
    kind: 'time_entry',
    text: clean(wire.notes),
    ...placementsOf({
      discussion: wire.addToDetailDescriptionFlag,
      internal: wire.addToInternalAnalysisFlag,
      resolution: wire.addToResolutionFlag,
    }),
    author:
      filled(wire.member?.name) ?? filled(wire.member?.identifier) ?? filled(wire.enteredBy) ?? 'unknown',
    from_contact: false,
    created_at: instantOf(wire.timeStart ?? wire.dateEntered),
  }
}
