import { normalize } from '../language/normalize.ts'
import { contentOf } from './content.ts'
import { deedForm } from './deed-table.ts'
import { deedsOf } from './deed-words.ts'
import { type Grounds, groundsOf, isGround } from './grounding.ts'
import { piecesOf } from './pieces.ts'
import type { Said } from './sentences.ts'
import type { Source } from './source.ts'
import { thingsIn } from './technical-things.ts'

/** Whether something that a sentence says stands in none of its sources: a part of it shares no word with any of them. */
export function saysMore(said: Said, cited: readonly Source[], isForClient: boolean): boolean {
  const whole = contentOf(said.text)
  if (whole.length === 0) return false
  const grounds = groundsOf(cited)
  return piecesOf(said.text).some((part, _, all) => isOfNone(part, grounds, all.length, isForClient))
}

function isOfNone(part: string, grounds: Grounds, parts: number, isForClient: boolean): boolean {
  const own = contentOf(part)
  if (own.length === 0 || own.some((stem) => isGround(stem, grounds))) return false
  const plain = normalize(part)
  const tells =
    deedsOf(plain).some(({ claims, kind }) => claims === 'done' && kind !== 'check') ||
    (!isForClient && thingsIn(plain).length > 0)
  const isSequel = deedForm(plain.trim().split(' ')[0] ?? '') !== undefined && !thingsIn(plain).length
  if (isForClient && isSequel) return false
  return tells && (parts > 1 || !isForClient || own.length > 1)
}
