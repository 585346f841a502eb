import { wordsNoFlowSays } from '../leaks/jargon-words.ts'

const jargon = new RegExp(`(?<![\\p{L}\\p{N}])(?:${wordsNoFlowSays})(?![\\p{L}\\p{N}])`, 'giu')
const addresses =
  /\b\d{1,3}(?:\.\d{1,3}){1,3}\b|\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|local|example|internal)\b|\S+@\S+|<[^>]+>|[\\/]{2}\S+|\b[0-9a-f]{8}-[0-9a-f]{4}\b/giu

/** Jargon, addresses and placeholders that stand in a text for the client. */
export function jargonIn(text: string): string[] {
  return [...text.matchAll(jargon), ...text.matchAll(addresses)].map((match) => match[0])
}

/** What is wrong with words that a client reads, a sentence each. */
export function faultsOfClientText(text: string, kind: 'sentence' | 'noun phrase'): string[] {
  const found = [...new Set(jargonIn(text))]
  const isWhole = kind === 'sentence' ? /^\p{Lu}.*\.$/u.test(text) : !/[.!?]$/.test(text)
  const expected =
    kind === 'sentence' ? 'a full sentence that ends in a full stop' : 'a noun phrase without a full stop'
  return [
    ...(found.length > 0 ? [`A client would not know: ${found.join(', ')}.`] : []),
    ...(isWhole ? [] : [`The client reads ${expected} here.`]),
  ]
}
