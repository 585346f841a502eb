import { EventEmitter } from 'node:events'

export type Thing = 'note' | 'time_entry' | 'status' | 'assignment'

/** What was really written into the PSA, whatever it said about it. */
export type Commit = {
  thing: Thing
  id: number
  company: string
  ticket_id: string
  /** What only one click brings, a word in its text or a number; it does not depend on anything the product adds. */
  marker: string | null
  /** As it was sent; only a note has them. */
  flags: Flags
  minutes?: number
  started_at?: string
  text: string
  asked_at: number
  at: number
  /** No reading shows it before this. */
  visible_at: number
  deleted_at: number | null
  edited: boolean
  /** Kept under other flags than were asked for. */
  distorted: boolean
  /** Another note of the same click stood there when this one came. */
  beside_another: boolean
}
export type Flags = { discussion: boolean; internal: boolean; resolution: boolean }

export type TruthTicket = {
  id: string
  company: string
  closed: boolean
  deleted: boolean
  merged_into: string | null
  /** Its notes are read in the ticket it was merged into, and no more in itself. */
  notes_moved: boolean
  notes: Commit[]
  entries: Commit[]
  resources: Commit[]
  /** The number of its status, where nobody closed it for a while. */
  status: string
}

export type Truth = {
  commits: Commit[]
  tickets: Map<string, TruthTicket>
  /** `received`: a note came in; `committed`: it was written; `row_changed`: something was, in our database. */
  moments: EventEmitter
  commit(
    note: Pick<Commit, 'company' | 'ticket_id' | 'text' | 'asked_at'> &
      Partial<Pick<Commit, 'thing' | 'marker' | 'flags' | 'minutes' | 'started_at'>> & { hidden_ms: number },
  ): Commit
  ofMarker(marker: string): Commit[]
}

export const markerPattern = /\bmark-([a-z]{8}-\d+)\b/

export function createTruth(tickets: TruthTicket[]): Truth {
  const commits: Commit[] = []
  const byMarker = new Map<string, Commit[]>()
  const byTicket = new Map(tickets.map((ticket) => [ticket.id, ticket]))
  const moments = new EventEmitter()
  return {
    commits,
    tickets: byTicket,
    moments,
    ofMarker: (marker) => byMarker.get(marker) ?? [],
    commit: ({ hidden_ms, ...note }) => {
      const marker = note.marker ?? markerPattern.exec(note.text)?.[1] ?? null
      const thing = note.thing ?? 'note'
      const same = marker ? (byMarker.get(marker) ?? []) : []
      const at = Date.now()
      const commit: Commit = {
        flags: { discussion: false, internal: false, resolution: false },
        ...note,
        thing,
        id: 5_000_000 + commits.length,
        marker,
        at,
        visible_at: at + hidden_ms,
        deleted_at: null,
        edited: false,
        distorted: false,
        // a status that is set twice is the same status
        beside_another: thing !== 'status' && same.some((other) => other.deleted_at === null),
      }
      commits.push(commit)
      if (marker) byMarker.set(marker, [...same, commit])
      const ticket = byTicket.get(note.ticket_id)
      if (ticket && thing === 'note') ticket.notes.push(commit)
      if (ticket && thing === 'time_entry') ticket.entries.push(commit)
      if (ticket && thing === 'assignment') ticket.resources.push(commit)
      moments.emit('committed')
      return commit
    },
  }
}
