import * as v from 'valibot'

const text = v.nullish(v.string(), '')
/** A note without an author stands for those that were left out. */
const note = v.object({ id: text, from: v.optional(v.picklist(['client', 'colleague'])), text: v.string() })
const told = v.object({
  number: text,
  summary: text,
  type: text,
  client: text,
  contact: text,
  closed: v.nullish(v.boolean(), false),
  devices: v.nullish(v.array(v.object({ name: v.string() })), []),
  notes: v.nullish(v.array(note), []),
})
export type TicketNote = { id: string; from: 'client' | 'colleague'; text: string }
export type Ticket = {
  number: string
  summary: string
  type: string
  client: string
  contact: string
  closed: boolean
  devices: { name: string }[]
  /** Oldest first. */
  notes: TicketNote[]
}

/** The ticket as `get_ticket` told it; null when there is none, or none that can be read. */
export function readTicket(json: unknown): Ticket | null {
  const parsed = v.safeParse(told, json)
  if (!parsed.success || !parsed.output.summary) return null
  const { number, summary, type, client, contact, closed, devices, notes } = parsed.output
  return {
    number: number ?? '',
    summary,
    type: type ?? '',
    client: client ?? '',
    contact: contact ?? '',
    closed: closed ?? false,
    devices: devices ?? [],
    notes: (notes ?? []).flatMap(({ id, from, text: words }) =>
      from ? [{ id: id ?? '', from, text: words }] : [],
    ),
  }
}

const endpointType = /\b(?:hardware|workstation|laptop|desktop|computer|pc|printing|printer|device|server)\b/i

/** The device in question: the one that the report names, or the only one of a ticket about a device. */
export function deviceOf({ devices, summary, type, notes }: Ticket): string {
  const names = devices.map(({ name }) => name).filter((name) => name.length > 2)
  const report = `${summary}\n${notes[0]?.text ?? ''}`.toLowerCase()
  const named = names.filter((name) => report.includes(name.toLowerCase()))
  if (named.length === 1) return named[0] ?? ''
  return names.length === 1 && endpointType.test(type) ? (names[0] ?? '') : ''
}
