import { redact } from '../redact/redact.ts'

/** One scan for all texts instead of one each; the mark between them never joins two. */
const mark = '\u241e'
const between = `\n${mark}\n`
/** Ids and words of our own vocabulary: nobody types there. */
const ours = new Set(['id', 'question_id', 'ticket_id', 'state', 'status', 'source', 'task', 'tier', 'flow'])

/** The same value with secrets taken out of every text that a person or a ticket may have put there. */
export async function redactLeaves<T>(value: T): Promise<T> {
  const texts: string[] = []
  walk(value, (text) => {
    texts.push(text.replaceAll(mark, ' '))
    return text
  })
  const together = (await redact(texts.join(between))).split(between)
  const clean = together.length === texts.length ? together : await Promise.all(texts.map(redact))
  let at = 0
  return walk(value, () => clean[at++] ?? '') as T
}

function walk(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value)
  if (Array.isArray(value)) return value.map((item) => walk(item, replace))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, ours.has(key) ? item : walk(item, replace)]),
  )
}
