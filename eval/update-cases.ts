import * as v from 'valibot'
import type { EvidenceRecord } from '../server/evidence/record.ts'

const orNull = <T extends v.GenericSchema>(schema: T) => v.optional(v.nullable(schema), null)

const kinds = {
  f: 'fact',
  t: 'task',
  q: 'answer',
  c: 'cause',
  n: 'note',
  x: 'fix',
  k: 'closing',
  h: 'header',
} as const satisfies Record<string, EvidenceRecord['kind']>

/** A row of a case as it stands in the file: what it has none of is left out. */
const row = v.object({
  id: v.pipe(v.string(), v.regex(/^[ftqcnxk]\d+$/)),
  text: v.string(),
  done: orNull(v.picklist(['yes', 'doing', 'no', 'skipped'])),
  known: orNull(v.picklist(['told', 'checked'])),
  status: orNull(v.picklist(['confirmed', 'ruled_out', 'pending'])),
  outcome: orNull(v.picklist(['worked', 'failed', 'partly'])),
  who: orNull(v.string()),
  at: orNull(v.pipe(v.string(), v.isoTimestamp())),
})
const sentence = v.object({
  /** What stands before it: a blank, a line break, or an empty line. */
  begins: v.optional(v.picklist(['sentence', 'line', 'paragraph']), 'sentence'),
  text: v.string(),
  /** Ids of what it rests on; of a greeting, a sign-off or a promise none. */
  rests_on: v.array(v.string()),
})
const writtenText = v.object({
  audience: v.picklist(['ticket_notes', 'client_update', 'email_draft']),
  length: v.picklist(['quick', 'detailed']),
  language: v.picklist(['en', 'de']),
  sentences: v.array(sentence),
})
const header = v.object({
  client: v.string(),
  contact: v.string(),
  device: v.string(),
  ticket: v.string(),
  summary: v.string(),
  engineer: v.string(),
})
const updateCase = v.object({
  name: v.string(),
  kind: v.string(),
  now: v.pipe(v.string(), v.isoTimestamp()),
  time_zone: v.string(),
  /** Counted, and never looked at while the product is tuned. */
  frozen: v.optional(v.boolean(), false),
  header,
  records: v.pipe(v.array(row), v.maxLength(25)),
  texts: v.array(writtenText),
})
export const updateCases = v.array(updateCase)

export type WrittenSentence = v.InferOutput<typeof sentence>
export type WrittenText = v.InferOutput<typeof writtenText>
export type UpdateCaseFile = v.InferOutput<typeof updateCase>

/** All that a sentence of this case may rest on. */
export function recordsOf(one: UpdateCaseFile): EvidenceRecord[] {
  const rows = one.records.map((each) => ({ ...each, kind: kinds[each.id.charAt(0) as keyof typeof kinds] }))
  return [...rows, headerRecord(one.header)]
}

const headerRecord = ({
  client,
  contact,
  device,
  ticket,
  summary,
}: UpdateCaseFile['header']): EvidenceRecord => ({
  id: 'h1',
  kind: 'header',
  text: [client, contact, device, `#${ticket} ${summary}`].filter(Boolean).join('\n'),
  done: null,
  known: null,
  status: null,
  outcome: null,
  who: null,
  at: null,
})

export type Cited = { start: number; end: number; ids: readonly string[] }
const gaps = { sentence: ' ', line: '\n', paragraph: '\n\n' } as const

/** A text as the reader has it, and where each of its sentences stands. */
export function composed(sentences: readonly WrittenSentence[]): { text: string; places: Cited[] } {
  let text = ''
  const places = sentences.map(({ begins, text: words, rests_on: ids }) => {
    if (text !== '') text += gaps[begins]
    const start = text.length
    text += words
    return { start, end: text.length, ids }
  })
  return { text, places }
}
