import { createHash } from 'node:crypto'

const alike = 0.8
const shortestPart = 0.6

/**
 * A text as far as a PSA leaves it alone: line ends, quotes, dashes, blanks and entities do not count, case does.
 */
export function normalised(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replace(/[\u2018\u2019\u201a\u201b\u2032]/g, "'")
    .replace(/[\u201c\u201d\u201e\u201f\u2033]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll('\u2026', '...')
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

export function textHash(text: string): string {
  return createHash('sha256').update(normalised(text)).digest('hex')
}

/** Close enough to ask a person, never enough to decide by. Both sides without their tags. */
export function isAlike(ours: string, theirs: string): boolean {
  const a = normalised(ours).toLowerCase()
  const b = normalised(theirs).toLowerCase()
  if (a === b) return true
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (short.length >= long.length * shortestPart && long.includes(short)) return true
  return overlap(shingles(a), shingles(b)) >= alike
}

function shingles(text: string): Set<string> {
  const words = text.split(' ')
  if (words.length < 3) return new Set([text])
  return new Set(words.slice(2).map((word, i) => `${words[i]} ${words[i + 1]} ${word}`))
}

function overlap(a: Set<string>, b: Set<string>): number {
  let both = 0
  for (const shingle of a) if (b.has(shingle)) both += 1
  return both / (a.size + b.size - both)
}
