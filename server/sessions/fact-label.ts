import type { Fact } from '../../shared/contracts/facts.ts'
import type { Flow } from '../../shared/contracts/flows.ts'
import { findingsForClients } from '../flows/client-findings.ts'
import { endKindOf } from '../language/ended-fact.ts'
import { tokenize } from '../language/normalize.ts'
import { sameText } from '../language/same-text.ts'
import { isTechnical } from '../leaks/technical.ts'

/** What a label is told by: the flows that lead and led, and what the client wrote in the ticket. */
type Ground = { flows: readonly Flow[]; client_words: string }

/**
 * Whether a client may know a fact that nobody has labelled. They know what they told themselves, and may know what a
 * flow has words for them for, or that a case ended without a repair. All else stays with us until somebody says otherwise.
 */
export function labelByRule(
  { text, source_kind }: Pick<Fact, 'text' | 'source_kind'>,
  { flows, client_words }: Ground,
): Fact['label'] {
  if (flows.some((flow) => findingsForClients(flow).has(sameText(text)))) return 'client'
  if (endKindOf(text)) return 'client'
  if (isTechnical(text)) return 'internal'
  return source_kind === 'ticket' && isToldIn(text, client_words) ? 'client' : 'internal'
}

const shortestWord = 4
const wordsAtLeast = 2
const share = 0.75

/** Most of its long words are the client's. */
function isToldIn(text: string, clientWords: string): boolean {
  const stemsOf = (words: string) =>
    tokenize(words)
      .filter(({ word }) => word.length >= shortestWord)
      .map(({ stem }) => stem)
  const stems = [...new Set(stemsOf(text))]
  const theirs = new Set(stemsOf(clientWords))
  const told = stems.filter((stem) => theirs.has(stem)).length
  return told >= wordsAtLeast && told >= stems.length * share
}
