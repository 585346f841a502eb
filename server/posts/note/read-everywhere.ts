import { Problem } from '../../../shared/problems.ts'
import type { NotesReading, PsaProvider } from '../../psa/provider.ts'

/** Tickets that were merged into one that was merged, and so on. */
const longestChain = 3

type Enough = (reading: NotesReading) => boolean

/**
 * The notes of a ticket and, where it was merged since, of the one they moved to, until there is enough. Null: the
 * ticket is gone. Throws what the provider throws.
 */
export async function readEverywhere(
  provider: PsaProvider,
  ticketId: string,
  isEnough: Enough = () => false,
): Promise<NotesReading | null> {
  const all: NotesReading = { notes: [], complete: true }
  let next: string | null = ticketId
  for (let link = 0; next !== null && link < longestChain; link++) {
    const reading = await unlessGone(provider.notes(next))
    if (!reading) return link === 0 ? null : { ...all, complete: false }
    const known = new Set(all.notes.map(keyOf))
    all.notes.push(...reading.notes.filter((note) => !known.has(keyOf(note))))
    all.complete &&= reading.complete
    if (isEnough(all)) return all
    // after its notes: merged meanwhile, they were read here or will be read there
    const ticket: { merged_into?: string | null | undefined } | null = await unlessGone(
      provider.ticketState(next),
    )
    if (!ticket) return link === 0 ? null : { ...all, complete: false }
    next = ticket.merged_into ?? null
  }
  return next === null ? all : { ...all, complete: false }
}

const keyOf = (note: NotesReading['notes'][number]) => `${note.kind} ${note.id}`

async function unlessGone<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Problem && error.code === 'ticket_not_found') return null
    throw error
  }
}
