import { findBanners } from './banners.ts'
import { findDisclaimers } from './disclaimers.ts'
import { KnownWords } from './known-words.ts'
import { type Mail, splitMails, unquoted } from './mails.ts'
import { plainText } from './plain-text.ts'
import { knownQuotes } from './quoted-mails.ts'
import { findSignature, isDeviceLine } from './signatures.ts'

const characterLimit = 8_000
const cutMark = '[… cut]'

type Cut = 'quoted mail' | 'signature' | 'device line' | 'banner' | 'disclaimer'

export type Written = {
  by: 'contact' | 'member'
  /** The first note of its ticket: what it quotes or forwards is the problem itself. */
  first: boolean
}

/**
 * What a model needs of a note: without markup, signatures, banners and disclaimers that hold no fact, and, in a
 * contact's later note, without quoted mails whose words stand in `others`. What was cut is named in its place.
 */
export function trimForModel(
  text: string,
  { others, ...written }: Written & { others: readonly string[] },
): string {
  const known = new KnownWords()
  if (mayQuote(written))
    for (const other of others) {
      if (known.isFull) break
      known.add(plainText(other).text)
    }
  return trimKnowing(plainText(text), written, known)
}

const mayQuote = ({ by, first }: Written) => by === 'contact' && !first

/** The same for many notes of one ticket, of which the words were read once. */
export function trimKnowing(
  { text, was_cut }: ReturnType<typeof plainText>,
  written: Written,
  known: KnownWords,
): string {
  const { lines, cut: banners } = findBanners(text.split('\n').map((line) => line.trimEnd()))
  const cuts = new Map<number, Cut>([...banners].map((at) => [at, 'banner']))
  const mails = splitMails(lines)
  // Quoted mails first: what is known goes whole, and a signature in it is part of it.
  if (mayQuote(written))
    for (const at of knownQuotes(lines, mails, known)) cuts.set(at, cuts.get(at) ?? 'quoted mail')
  const bare = lines.map(unquoted)
  for (const mail of mails) cutBoilerplate(bare, mail, cuts)
  const plain = rendered(lines, cuts)
  // A note that is nothing but a quote or a signature is kept: something was meant by it.
  return capped(plain.hasWords ? plain.text : text.trim(), was_cut)
}

function cutBoilerplate(bare: readonly string[], { body_at, end }: Mail, cuts: Map<number, Cut>): void {
  const isCut = (at: number) => cuts.has(at)
  for (let at = body_at; at < end; at++)
    if (!isCut(at) && isDeviceLine(bare[at] ?? '')) cuts.set(at, 'device line')
  for (const at of findDisclaimers(bare, body_at, end, isCut)) cuts.set(at, 'disclaimer')
  for (const at of findSignature(bare, body_at, end, isCut)) cuts.set(at, 'signature')
}

type Row = { cut: Cut | null; lines: string[] }

/** The lines that stay, with one mark for each row of cut ones. Empty lines count for the row they stand in. */
function rendered(
  lines: readonly string[],
  cuts: ReadonlyMap<number, Cut>,
): { text: string; hasWords: boolean } {
  const rows: Row[] = []
  for (const [at, line] of lines.entries()) {
    const last = rows.at(-1)
    const isEmpty = line === '' || (last?.cut && unquoted(line) === '')
    const cut = isEmpty && last ? last.cut : (cuts.get(at) ?? null)
    if (last && last.cut === cut) last.lines.push(isEmpty ? '' : line)
    else rows.push({ cut, lines: [line] })
  }
  const shown = rows.map(({ cut, lines }) => {
    const count = lines.filter((line) => line !== '').length
    const gap = lines.at(-1) === '' ? '\n' : ''
    return cut ? `[${cut}, ${count} ${count === 1 ? 'line' : 'lines'}, cut]${gap}` : lines.join('\n')
  })
  const text = shown
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  return { text, hasWords: rows.some((row) => !row.cut && row.lines.some((line) => line.trim() !== '')) }
}

const markLine = /^\[(?:quoted mail|signature|device line|banner|disclaimer), \d{1,6} lines?, cut\]$/gm

/** A trimmed note's own words, for readers that take every line for something that was said. */
export function withoutMarks(trimmed: string): string {
  return trimmed.replace(markLine, '').trim()
}

function capped(text: string, wasCut: boolean): string {
  if (text.length > characterLimit)
    return `${text.slice(0, characterLimit - cutMark.length - 1).toWellFormed()}\n${cutMark}`
  return wasCut ? `${text}\n${cutMark}` : text
}
