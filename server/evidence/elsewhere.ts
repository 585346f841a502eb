import { contentOf } from './content.ts'
import { groundsOf, isGround } from './grounding.ts'
import type { Said } from './sentences.ts'
import type { Source } from './source.ts'

/** Whether another row of the case holds clearly more of what a sentence says than what it names. */
export function isOfAnother(
  { text }: Said,
  cited: readonly Source[],
  { all, isForClient }: { all: readonly Source[]; isForClient: boolean },
): boolean {
  // What came of a fix is told in the client's words, and those stand in other rows.
  if (cited.some(({ outcome, kind }) => outcome !== null || kind === 'closing')) return false
  const own = contentOf(text)
  const named = own.filter((stem) => cited.some(({ stems }) => stems.has(stem))).length
  const grounds = groundsOf(cited)
  const ofNone = own.filter((stem) => !isGround(stem, grounds))
  const held = own.length - ofNone.length
  // The more it names, the more of it stands in other rows too; and clients are told in plain words.
  const more = cited.length + (isForClient ? 2 : 1)
  return all
    .filter((source) => !cited.includes(source) && tells(source))
    .some(({ stems }) => {
      const instead = ofNone.filter((stem) => stems.has(stem)).length
      if (instead >= more && instead > held) return true
      return own.filter((stem) => stems.has(stem)).length >= named + more
    })
}

/** A header names, and a cause is what rows are read as: neither tells anything of its own. */
const tells = ({ kind }: Source): boolean => kind !== 'header' && kind !== 'cause'
