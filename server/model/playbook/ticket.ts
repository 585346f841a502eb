import * as v from 'valibot'

const told = v.object({
  number: v.nullish(v.string(), null),
  summary: v.nullish(v.string(), null),
  client: v.nullish(v.string(), null),
  contact: v.nullish(v.string(), null),
  closed: v.nullish(v.boolean(), false),
  devices: v.nullish(v.array(v.object({ name: v.string() })), []),
  notes: v.nullish(v.array(v.object({ text: v.string() })), []),
})
export type Ticket = v.InferOutput<typeof told> & { devices: { name: string }[]; notes: { text: string }[] }

/** The ticket as it was told to the model; null when there is none, or none that can be read. */
export function readTicket(text: string | null | undefined): Ticket | null {
  if (!text) return null
  try {
    const parsed = v.safeParse(told, JSON.parse(text))
    if (!parsed.success || !parsed.output.summary) return null
    const { devices, notes } = parsed.output
    return { ...parsed.output, devices: devices ?? [], notes: notes ?? [] }
  } catch {
    return null
  }
}

/** The device in question: the only one of the ticket, or the one its words name. */
export function deviceOf(ticket: Ticket | null, words: string): string | null {
  const names = ticket?.devices.map(({ name }) => name).filter((name) => name.length > 2) ?? []
  const lower = [words, ticket?.summary, ...(ticket?.notes.map(({ text }) => text) ?? [])]
    .join('\n')
    .toLowerCase()
  const named = names.filter((name) => lower.includes(name.toLowerCase()))
  if (named.length === 1) return named[0] ?? null
  return names.length === 1 ? (names[0] ?? null) : null
}

const timeWord =
  "(?:\\d{1,2}(?:[:.]\\d\\d)?(?:am|pm)?|am|pm|o'clock|yesterday|today|morning|noon|afternoon|evening|night|week|weekend|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
const sinceWhen = new RegExp(
  `\\bsince ((?:(?:about|around|the|this|last|early|late) ){0,3}${timeWord}(?: (?:(?:in the|this|last) )?${timeWord}){0,3})\\b`,
  'i',
)

/** What the report itself says: codes and a beginning. Few, and only what stands there. */
export function reported(words: string): { text: string; status: 'confirmed' | 'pending' }[] {
  const facts: { text: string; status: 'confirmed' | 'pending' }[] = []
  const code =
    /\b[45]\.\d{1,2}\.\d{1,3}\b(?!\.\d)/.exec(words)?.[0] ??
    /\berror(?: code)?:? (\d{3,5}|0x[0-9a-f]{8})\b/i.exec(words)?.[1]
  if (code) facts.push({ text: `Error ${code} is reported`, status: 'confirmed' })
  const since = sinceWhen.exec(words)?.[1]
  if (since) facts.push({ text: `Reported since ${since}`, status: 'pending' })
  return facts
}
