import { normalize } from '../language/normalize.ts'
import { contentOf } from './content.ts'
import { deedForm } from './deed-table.ts'
import { deedsOf } from './deed-words.ts'
import type { Said } from './said.ts'
import type { Source } from './source.ts'
import { thingsIn } from './things.ts'

const parts = /(?:,\s+(?:and|but|while|und|aber|so)?\s*|\s+(?:and|but|while|whereas|und|aber|sowie)\s+|;\s+)/
const beginnings = 5

/** Whether something that a sentence says stands in none of its sources: a part of it shares no word with any of them. */
export function saysMore(said: Said, cited: readonly Source[], isForClient: boolean): boolean {
  const whole = contentOf(said.text)
  if (whole.length === 0) return false
  const stems = new Set(cited.flatMap((source) => [...source.stems]))
  return said.text.split(parts).some((part, _, all) => isOfNone(part, stems, all.length, isForClient))
}

function isOfNone(part: string, stems: ReadonlySet<string>, parts: number, isForClient: boolean): boolean {
  const own = contentOf(part)
  if (own.length === 0 || sharesAny(own, stems)) return false
  const plain = normalize(part)
  const tells =
    deedsOf(plain).some(({ claims, kind }) => claims === 'done' && kind !== 'check') ||
    (!isForClient && thingsIn(plain).length > 0)
  const isSequel = deedForm(plain.trim().split(' ')[0] ?? '') !== undefined && !thingsIn(plain).length
  if (isForClient && isSequel) return false
  return tells && (parts > 1 || !isForClient || own.length > 1)
}

/** The same stem, or the same beginning of a long word: "verification" and "verifying". */
function sharesAny(own: readonly string[], stems: ReadonlySet<string>): boolean {
  if (own.some((stem) => stems.has(stem))) return true
  return own.some(
    (stem) =>
      stem.length > beginnings &&
      [...stems].some(
        (other) =>
          other.length > beginnings && other.slice(0, beginnings + 1) === stem.slice(0, beginnings + 1),
      ),
  )
}
