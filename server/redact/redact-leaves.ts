import { redactAll } from './redact-all.ts'

/** Names of ids and of words of our own vocabulary: nobody types there. */
const ours = new Set(['id', 'question_id', 'ticket_id', 'state', 'status', 'source', 'tier', 'key', 'node'])

/** The same value with secrets taken out of every text that a person or a ticket may have put there. */
export async function redactLeaves<T>(value: T): Promise<T> {
  const texts: string[] = []
  walk(value, (text) => {
    texts.push(text)
    return text
  })
  const clean = await redactAll(texts)
  let at = 0
  return walk(value, () => clean[at++] ?? '') as T
}

function walk(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value)
  if (Array.isArray(value)) return value.map((item) => walk(item, replace))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      // A flow's check stands under a name as short as an id's: only a plain value is one.
      const isOurs = ours.has(key) && typeof item === 'string'
      return [key, isOurs ? item : walk(item, replace)]
    }),
  )
}
