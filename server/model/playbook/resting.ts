import { markerOf } from '../../evidence/markers.ts'
import type { UpdateCase } from '../protocol.ts'

/** A sentence, and behind it what it rests on: ids of the case, '' for none. */
export const resting = (text: string, ...ids: readonly string[]): string =>
  text === '' ? '' : `${text}${markerOf(ids.filter(Boolean))}`

/** What stands for the end of a case: what was typed at its closing, else the fix, else what was said last. */
export function endOf({ closing, fix, questions, facts }: UpdateCase): string[] {
  if (closing) return [closingId]
  const answered = questions.findLast(({ state }) => state === 'answered')?.id ?? ''
  const shown = facts.findLast(({ status }) => status === 'confirmed')?.id ?? ''
  return [fix.state === 'success' ? 'x1' : '', answered, shown].filter(Boolean)
}

/** Each line of it, as typed at the closing. */
export const ofClosing = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line.trim() === '' ? line : resting(line.trimEnd(), closingId)))
    .join('\n')

export const closingId = 'k1'
export const headerId = 'h1'
