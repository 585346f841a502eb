import type { TicketContext, TicketNote } from '../../shared/contracts/tickets.ts'
import { relatedOnBoard } from './board-rights.ts'
import { KnownWords } from './known-words.ts'
import { type PlainText, plainText } from './plain-text.ts'
import { timesIn } from './times.ts'
import { trimKnowing } from './trim.ts'

const newestNotes = 40
const totalCharacters = 60_000
/** What the counts at the end and the brackets take. */
const reserveCharacters = 500
/** Ten times what is shown, for markup and quotes; what is older than that is not even looked at. */
const charactersRead = 600_000
const charactersOfNote = 60_000

type Time = (instant: string | null) => string | null

export type ModelNote = {
  /** By place among all notes, oldest first: n1, n2, … */
  id: string
  author: string
  from: 'client' | 'colleague'
  visibility: TicketNote['visibility']
  kind: TicketNote['kind']
  time: string | null
  text: string
}

/**
 * The ticket as data for a model, at most 60,000 characters of JSON: the first notes whatever follows, then the newest;
 * what is left out between them is counted. Times are in the named zone. Unredacted: redaction comes before it leaves.
 */
export function ticketForModel(context: TicketContext, { timeZone = 'UTC' }: { timeZone?: string } = {}) {
  const time = timesIn(timeZone)
  const frame = frameOf(context, time)
  const trimmed = modelNotes(context.notes, time)
  const opening = openingNotes(context.notes)
  const sizeOf = (note: ModelNote) => JSON.stringify(note).length + 1
  let left = totalCharacters - reserveCharacters - JSON.stringify(frame).length
  const shown = new Set(opening)
  for (const index of opening) left -= sizeOf(trimmed.get(index) as ModelNote)
  for (const [index, note] of [...trimmed].toReversed()) {
    if (shown.has(index)) continue
    left -= sizeOf(note)
    if (left < 0) break
    shown.add(index)
  }
  return {
    ...frame,
    notes: withGaps(
      [...trimmed].filter(([index]) => shown.has(index)),
      context.notes.length,
    ),
    more_notes_in_psa: context.notes_truncated,
  }
}

/** The first note of all and the first of the client: how the trouble was reported. */
function openingNotes(notes: readonly TicketNote[]): number[] {
  const client = notes.findIndex((note) => note.from_contact)
  return [...new Set([0, client])].filter((index) => index >= 0 && index < notes.length)
}

/** The first notes and the newest by place, each trimmed against what is said elsewhere in the ticket. */
function modelNotes(notes: readonly TicketNote[], time: Time): Map<number, ModelNote> {
  const opening = openingNotes(notes)
  const plainOf = reader(notes, opening)
  const isKept = (index: number) => opening.includes(index) || index >= notes.length - newestNotes
  const known = new KnownWords()
  const learn = (index: number) => {
    const plain = known.isFull ? null : plainOf(index)
    if (plain) known.add(plain.text)
  }
  for (const [index, note] of [...notes.entries()].toReversed()) if (!note.from_contact) learn(index)
  // Of two clients' notes that quote the same mail the earlier one keeps it.
  for (const [index, note] of [...notes.entries()].toReversed())
    if (note.from_contact && !isKept(index)) learn(index)
  const trimmed = new Map<number, ModelNote>()
  for (const [index, note] of notes.entries()) {
    const plain = isKept(index) ? plainOf(index) : null
    if (!plain) continue
    const by = note.from_contact ? 'contact' : 'member'
    const text = trimKnowing(plain, { by, first: opening.includes(index) }, known)
    if (note.from_contact) known.add(plain.text)
    trimmed.set(index, noteOf(note, index, time, text))
  }
  return trimmed
}

/** A note's plain text, read once; null for notes that are too far back: the first ones and the newest are read. */
function reader(notes: readonly TicketNote[], opening: readonly number[]) {
  const texts = new Map<number, PlainText>()
  const isRead = new Set<number>()
  let left = charactersRead
  for (const index of [...opening, ...[...notes.keys()].toReversed()]) {
    left -= isRead.has(index) ? 0 : Math.min(notes[index]?.text.length ?? 0, charactersOfNote)
    if (left < 0) break
    isRead.add(index)
  }
  return (index: number): PlainText | null => {
    if (!isRead.has(index)) return null
    const known = texts.get(index)
    const plain = known ?? plainText(notes[index]?.text ?? '')
    if (!known) texts.set(index, plain)
    return plain
  }
}

function noteOf(note: TicketNote, index: number, time: Time, text: string): ModelNote {
  return {
    id: `n${index + 1}`,
    author: note.author.slice(0, 100),
    from: note.from_contact ? 'client' : 'colleague',
    visibility: note.visibility,
    kind: note.kind,
    time: time(note.created_at),
    text,
  }
}

function withGaps(shown: [number, ModelNote][], total: number): (ModelNote | { text: string })[] {
  const listed: (ModelNote | { text: string })[] = []
  let next = 0
  for (const [index, note] of shown) {
    if (index > next) listed.push(gap(index - next))
    listed.push(note)
    next = index + 1
  }
  return next < total ? [...listed, gap(total - next)] : listed
}

const gap = (count: number) => ({ text: `[${count} older ${count === 1 ? 'note' : 'notes'} left out]` })

function frameOf(context: TicketContext, time: Time) {
  const { ticket, missing, coming = [] } = context
  return {
    number: ticket.id,
    summary: ticket.summary.slice(0, 500),
    client: ticket.company?.name.slice(0, 200) ?? null,
    contact: ticket.contact?.name.slice(0, 200) ?? null,
    board: ticket.board?.name ?? null,
    status: ticket.status?.name ?? null,
    closed: ticket.closed,
    priority: ticket.priority?.name ?? null,
    type: ticket.type,
    owner: ticket.owner,
    devices: ticket.configurations.slice(0, 20).map(({ name, type }) => ({ name: name.slice(0, 100), type })),
    created_at: time(ticket.created_at),
    updated_at: time(ticket.updated_at),
    related: relatedOnBoard(context)
      .slice(0, 10)
      .map(({ id, summary, status }) => ({ number: id, summary: summary.slice(0, 200), status })),
    not_available: [
      ...missing.map(({ part, why }) => ({ part, why })),
      ...coming.map((part) => ({ part, why: 'Still being read.' })),
    ],
  }
}
