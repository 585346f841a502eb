import { findCodes } from './codes.ts'
import { findColumns } from './columns.ts'
import { gapAfter } from './gap.ts'
import { type Kind, labels } from './labels.ts'
import { lookOf } from './look.ts'
import { type Normalised, normalise } from './normalise.ts'
import { findNumbers } from './numbers.ts'
import { type Found, findPatterns } from './patterns.ts'
import { valueAt } from './value.ts'

/** A secret in a text: where it stands in the text as given, and what it is. */
export type Secret = { start: number; end: number; kind: Kind }

/**
 * The secrets of a text, in order and without overlap: values beside a label in eight languages, and forms that are known
 * by their own shape. Pure, and linear in the length of the text.
 */
export function recognise(given: string): Secret[] {
  const plain = normalise(given)
  const found: Found = []
  findPatterns(plain.text, found)
  findCodes(plain.text, found)
  findLabelled(plain.text, found)
  findColumns(plain.text, found)
  findNumbers(plain.text, found)
  return merge(found.map((one) => inGiven(plain, one)))
}

/** Most values that one label may have: "password A or B". */
const mostValues = 4
const another = /[ \t]{0,3}(?:,|\/|\||or|and|oder|und|ou|et|o|y|of|en|lub|i)[ \t]{1,3}/iuy

function findLabelled(text: string, found: Found): void {
  for (const { kind, demand, words } of labels) {
    let after = 0
    for (const { 0: label, index } of text.matchAll(words)) {
      if (index < after) continue
      const gap = gapAfter(text, index + label.length)
      let value = gap && valueAt(text, gap.at, gap.bond, demand)
      for (let count = 0; value && count < mostValues; count++) {
        found.push({ ...value, kind })
        after = value.end
        value = nextValue(text, value.end)
      }
    }
  }
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
