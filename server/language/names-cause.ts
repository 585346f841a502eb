import { intentOf } from './intents.ts'
import { tokenize } from './normalize.ts'
import { weightOf } from './phrases.ts'
import { sameText } from './same-text.ts'

const shortestNamed = 6

/**
 * Whether these words name this cause, so that it is the engineer's own: it stands in them as it is, or they say what
 * "it was", and most of what they name stands in the cause.
 */
export function namesCause(words: string, cause: string): boolean {
  if (cause.length >= shortestNamed && sameText(words).includes(sameText(cause))) return true
  const intent = intentOf(words)
  if (intent?.intent !== 'cause_is') return false
  if (sameText(intent.slot) === sameText(cause)) return true
  const named = stemsOf(intent.slot)
  const stems = new Set(stemsOf(cause))
  return named.length > 0 && named.filter((stem) => stems.has(stem)).length * 3 >= named.length * 2
}

const stemsOf = (text: string): string[] =>
  tokenize(text)
    .map(({ stem }) => stem)
    .filter((stem) => weightOf(stem) === 1)
