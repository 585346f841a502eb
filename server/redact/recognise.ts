import { findCodes } from './codes.ts'
import { findColumns, type Row } from './columns.ts'
import { findDoorCodes } from './doors.ts'
import { gapAfter } from './gap.ts'
import { type Kind, labels } from './labels.ts'
import { findLists } from './lists.ts'
import { lookOf } from './look.ts'
import { findNear } from './near.ts'
import { type Normalised, normalise } from './normalise.ts'
import { findNumbers } from './numbers.ts'
import { type Found, findPatterns } from './patterns.ts'
import { valueAt } from './value.ts'
import { findValueFirst } from './value-first.ts'

/** A secret in a text: where it stands in the text as given, and what it is. */
export type Secret = { start: number; end: number; kind: Kind }

/**
 * The secrets of a text, in order and without overlap: values beside a label in eight languages, and forms that are known
 * by their own shape. Pure, and linear in the length of the text.
 */
export function recognise(given: string): Secret[] {
  const normalised = normalise(given)
  const plain = { ...normalised, text: joinWrapped(normalised.text) }
  const found: Found = []
  findPatterns(plain.text, found)
  findCodes(plain.text, found)
  findDoorCodes(plain.text, found)
  findLabelled(plain.text, findColumns(plain.text, found), found)
  findValueFirst(plain.text, found)
  findLists(plain.text, found)
  findNear(plain.text, found)
  findNumbers(plain.text, found)
  return merge(found.map((one) => inGiven(plain, one)))
}

/** Most values that one label may have: "password A or B". */
const mostValues = 4
const now = 'now|jetzt|nun|maintenant|ahora|adesso|ora|agora|nu|teraz'
const fresh = 'new|neue|nouveau|nueva|nuova|nova|nieuwe|nowe'
const is = "(?:it['’]?s|it is|is|ist|est|es|e|jest)"
/** What may stand between two values: a sign, "or", "now it's", "and the new one is". */
const another = new RegExp(
  `[ \\t]{0,3}(?:,?[ \\t]{0,3}(?:and |but |und |aber |et |y |e |en |i )?(?:${now})(?:[ ,:]{1,2}${is})?|,?[ \\t]{0,3}(?:and |but |und |et |y |e |en |i )?(?:the |das |le |la |el |il |o |het )?(?:${fresh})(?: one)?(?: ${is}|:)|,|;|/|\\||->|→|to|or|and|then|oder|und|dann|auf|ou|et|o|y|of|en|lub|i)[ \\t]{1,3}["'\`]?`,
  'iuy',
)

function findLabelled(text: string, heads: readonly Row[], found: Found): void {
  for (const { kind, demand, words } of labels) {
    let after = 0
    for (const { 0: label, index } of text.matchAll(words)) {
      if (index < after) continue
      const gap = gapAfter(text, index + label.length)
      const isName = (gap?.bond === 'cell' || gap?.bond === 'line') && isWithin(heads, index)
      let value = gap && !isName ? valueAt(text, gap.at, gap.bond, demand) : null
      for (let count = 0; value && count < mostValues; count++) {
        found.push({ ...value, kind })
        after = value.end
        value = nextValue(text, value.end)
      }
    }
  }
}

/** A break that a mail program put into a sentence, before a word that goes on with it. */
const wrapped =
  /\n(?<=[^\n]{24}[a-z,)][ \t]?\n)(?:> ?){0,3}(?=(?:is|was|to|for|of|on|ist|war|lautet|auf|von|fur|est|etait|pour|de|du)[ :])/g
const joinWrapped = (text: string) => text.replace(wrapped, (sign) => ' '.repeat(sign.length))

/** Whether one of these rows, which stand in order, holds the place. */
function isWithin(rows: readonly Row[], place: number): boolean {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.end ?? 0) < place) low = middle + 1
    else high = middle
  }
  return (rows[low]?.start ?? place + 1) <= place
}

function nextValue(text: string, end: number) {
  another.lastIndex = end
  if (!another.test(text)) return null
  const value = valueAt(text, another.lastIndex, 'blank', 'any')
  return value && lookOf(text.slice(value.start, value.end)) === 'strong' ? value : null
}

function inGiven({ starts, ends }: Normalised, { start, end, kind }: Secret): Secret {
  return { start: starts[start] ?? 0, end: ends[end - 1] ?? 0, kind }
}

/** In order; of two that overlap one remains, from the start of the first to the end of the last. */
export function merge(found: readonly Secret[]): Secret[] {
  const merged: Secret[] = []
  for (const one of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1)
    if (one.end <= one.start) continue
    if (last && one.start < last.end) last.end = Math.max(last.end, one.end)
    else merged.push({ ...one })
  }
  return merged
}
