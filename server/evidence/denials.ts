import { regexOf } from '../language/regex-of.ts'
import { areOpposedAnywhere, sidesOf } from './antonyms.ts'
import { type Part, partsOf } from './clauses.ts'
import { contentOf } from './content.ts'
import { negation } from './negation.ts'
import type { Said } from './sentences.ts'
import type { Source } from './source.ts'

/** Each says that a sentence denies what its rows tell, whatever other words they share. */
type Rule = (said: Said, cited: readonly Source[]) => boolean

/** "Not ruled out" of what was; or its very words, a "not" with them. */
const notOut = /\b(?:not|nicht) (?:\w+ )?(?:ruled out|excluded|ausgeschlossen)\b/
export const isRuledOutAfterAll: Rule = ({ plain, text }, cited) => {
  const out = cited.filter(({ status }) => status === 'ruled_out')
  if (out.length === 0) return false
  if (notOut.test(plain) && cited.every(({ status }) => status !== 'pending')) return true
  const own = contentOf(text)
  const isSame = (source: Source) => own.length > 1 && own.every((stem) => source.stems.has(stem))
  return negation.test(plain) && out.some((source) => negation.test(source.plain) && isSame(source))
}

/** A "not" in what is to come, of steps that are all to be done and say no "not". */
const toCome =
  /\b(?:will|shall|going to|to be|should|next|once|coming|planned|planning|plan|werden|wird|soll|sobald|naechste\w*)\b/
const notYet = regexOf(String.raw`
  \b(?:yet|so far|until|till|before|unless|noch|bisher|bis|bevor|again|any more|wieder|mehr)\b|\b(?:if
  |so that|in case|because|since|wenn|falls|damit|dass|weil)\b`)
export const isPlanDenied: Rule = ({ plain, section }, cited) =>
  cited.every(({ kind, done, plain: own }) => kind === 'task' && done === 'no' && !negation.test(own)) &&
  (section === 'next' || toCome.test(plain)) &&
  /\b(?:not|never|nicht|nie)\b/.test(plain) &&
  !notYet.test(plain)

const past = /\b(?:was|were|had|been|became|war|waren|hatte|hatten|before|earlier|vorher|zuvor)\b/

const ofOneThing: ReadonlySet<Source['kind']> = new Set(['fact', 'task', 'cause'])

/** One side of a pair of opposites, of one row that knows but the other. */
export const isOtherSide: Rule = ({ text, section }, cited) => {
  const [row, ...more] = cited
  if (!row || more.length > 0 || section === 'ruled_out' || section === 'open') return false
  if (!ofOneThing.has(row.kind) || row.status === 'ruled_out' || negation.test(row.plain)) return false
  const told = sidesOf(row.plain.replace(/^correct /, ''))
  const isOpposed = (part: Part) =>
    (row.done === 'no' || !negation.test(part.plain)) &&
    !(past.test(part.plain) && row.done === 'yes') &&
    areOpposedAnywhere(part.sides(), told)
  // The side of the row may stand in another part of the sentence.
  return partsOf(text).some(isOpposed) && areOpposedAnywhere(sidesOf(text.toLowerCase()), told)
}
