import { setImmediate as pause } from 'node:timers/promises'
import { coverFound, findSecrets } from '../../redact/redact.ts'
import { saidWordsOf, wordsOf } from './words.ts'

export type Said = {
  /** Title, client, device and ticket. */
  names: string[]
  facts: string[]
  /** Newest first. */
  messages: string[]
}
/** Depth 1: names and facts; depth 2: these and the messages. */
export type SaidWord = { word: string; depth: 1 | 2 }

const mostOfFacts = 400
const mostOfMessages = 400
/** Of all messages of a case: what is older than so many characters is not read. */
const readCharacters = 100_000
/** Other requests are answered between two scans. */
const scanCharacters = 25_000
/** Between two texts: never a part of a secret, so that none reaches from one text into the next. */
const between = '\n\u241e\n'

/**
 * The words by which a case is found besides its names. What the finder of secrets marks in one text is left out of
 * all: a password told beside its label often comes back alone.
 */
export async function saidWords({ names, facts, messages }: Said): Promise<SaidWord[]> {
  const ofFacts = await covered(facts)
  const ofMessages = await covered(messages)
  const hidden = new Set([...ofFacts.secrets, ...ofMessages.secrets])
  const isOpen = (word: string) => !hidden.has(word)
  const shallow = new Set([
    ...names.flatMap((name) => wordsOf(name)),
    ...saidWordsOf(ofFacts.text, mostOfFacts),
  ])
  const deep = new Set([...shallow, ...saidWordsOf(ofMessages.text, mostOfMessages)])
  return [
    ...[...shallow].filter(isOpen).map((word) => ({ word, depth: 1 as const })),
    ...[...deep].filter(isOpen).map((word) => ({ word, depth: 2 as const })),
  ]
}

async function covered(texts: readonly string[]): Promise<{ text: string; secrets: string[] }> {
  const parts: string[] = []
  const secrets: string[] = []
  for (const group of groups(texts)) {
    const found = await findSecrets(group)
    secrets.push(...found.flatMap(({ start, end }) => saidWordsOf(group.slice(start, end), mostOfMessages)))
    parts.push(coverFound(group, found))
    await pause()
  }
  return { text: parts.join(between), secrets }
}

/** Texts side by side, about as many as one scan takes; a long one is not parted, a secret could be. */
function groups(texts: readonly string[]): string[] {
  const all: string[] = []
  let room = readCharacters
  let size = Number.POSITIVE_INFINITY
  for (const text of texts) {
    if (room <= 0) break
    room -= text.length
    if (size + text.length > scanCharacters) {
      all.push(text)
      size = text.length
    } else {
      all[all.length - 1] += between + text
      size += text.length
    }
  }
  return all
}
