import { lexicon } from './lexicon.ts'
import { stem } from './stem.ts'
import { contractions, irregular, keptHyphens } from './word-forms.ts'

/**
 * One word of a text. `word`: lower case, umlauts as ae/oe/ue. `stem`: what phrases and texts are compared by, the
 * same for "bounced" and "bounces", "gesperrt" and "locked". `from`, `to`: where it stands in the text.
 */
export type Token = { word: string; stem: string; from: number; to: number }

export const textCharactersAtMost = 8000

const wordShape = /\d+(?:[.,]\d+)*[ \u00a0]?%|[\p{L}\p{N}]+(?:['’.,:\-_/@\\][\p{L}\p{N}]+)*/gu

/** The words of a text in their order. At most the first 8,000 characters are read. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  for (const found of text.slice(0, textCharactersAtMost).matchAll(wordShape)) {
    const from = found.index
    const to = from + found[0].length
    for (const { word, stem } of readWord(found[0])) tokens.push({ word, stem, from, to })
  }
  return tokens
}

type Read = Pick<Token, 'word' | 'stem'>
/** A few thousand words make nearly every text. */
const known = new Map<string, readonly Read[]>()
const knownAtMost = 5_000
const knownCharacters = 30

function readWord(found: string): readonly Read[] {
  const before = known.get(found)
  if (before) return before
  const read = wordsOf(fold(found)).map((word) => ({ word, stem: stemOf(word) }))
  if (found.length > knownCharacters) return read
  if (known.size >= knownAtMost) known.clear()
  known.set(found, read)
  return read
}

/** Lower case, full forms ("isn't" as "is not"), one blank between words, umlauts as ae/oe/ue, no punctuation. */
export const normalize = (text: string): string =>
  tokenize(text)
    .map(({ word }) => word)
    .join(' ')

const umlauts: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', '’': "'" }

/** Lower case, straight quotes, umlauts written out, other accents off. */
export const fold = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüß’]/g, (letter) => umlauts[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')

function wordsOf(found: string): string[] {
  const percent = /^(\d[\d.,]*)\s?%$/.exec(found)?.[1]
  if (percent) return [`${percent.replace(',', '.')}%`]
  const whole = contractions.get(found) ?? keptHyphens.get(found)
  if (whole) return whole.split(' ')
  if (/\d/.test(found)) return partsWithDigits(found)
  return found
    .split(/[-/,:\\.]/)
    .flatMap((part) => contractions.get(part)?.split(' ') ?? withoutPossessive(part))
}

/** "49,2" is a number; codes, versions, times and addresses stay in one piece; "2nd-floor" is two words. */
function partsWithDigits(found: string): string[] {
  if (/^\d+,\d+$/.test(found)) return [found.replace(',', '.')]
  const amount = /^(\d+(?:[.,]\d+)?)(kb|mb|gb|tb|ms|sec|min|h|mbit|users?|x)$/.exec(found)
  if (amount) return [(amount[1] ?? '').replace(',', '.'), amount[2] ?? '']
  return found.split(/[/,\\-]/).filter(Boolean)
}

function withoutPossessive(part: string): string[] {
  const [word = '', ending] = part.split("'")
  if (ending === undefined || ending === 's') return [word]
  return contractions.get(`'${ending}`) ? [word, contractions.get(`'${ending}`) ?? ''] : [word, ending]
}

/** The stem that a word is compared by: irregular forms and translations first, then endings. */
export function stemOf(word: string): string {
  const known = irregular.get(word) ?? lexicon.get(word)
  if (known) return stem(known)
  const bare = stem(word)
  const meant = lexicon.get(bare)
  return meant ? stem(meant) : bare
}
