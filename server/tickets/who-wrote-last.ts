import type { TicketContext } from '../../shared/contracts/tickets.ts'

export type LastWords = {
  client_wrote_at: string | null
  /** Who of the client that was. */
  client_author: string | null
  /** When one of us last wrote what the client reads. */
  we_wrote_at: string | null
}

/** Time entries stand where the work began, whenever they were written: they answer nobody. */
export function lastWords({ notes }: Pick<TicketContext, 'notes'>): LastWords {
  const own = notes.filter(({ kind, of_other_ticket }) => kind === 'note' && !of_other_ticket)
  const client = newest(own.filter(({ from_contact }) => from_contact))
  const ours = newest(own.filter((note) => !note.from_contact && note.visibility === 'client_visible'))
  return {
    client_wrote_at: client?.created_at ?? null,
    client_author: client?.author ?? null,
    we_wrote_at: ours?.created_at ?? null,
  }
}

type Notes = TicketContext['notes']
const newest = (notes: Notes): Notes[number] | undefined =>
  notes.reduce<Notes[number] | undefined>(
    (last, note) => ((note.created_at ?? '') > (last?.created_at ?? '') ? note : last),
    undefined,
  )
