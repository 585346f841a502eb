import { readClauses } from '../language/clauses.ts'
import { readOnce } from '../language/read-once.ts'
import { regexOf } from '../language/regex-of.ts'
import { areOpposed, sidesOf } from './antonyms.ts'
import { bad, isAcquitting, isTurned, turning } from './clauses.ts'
import { contentOf } from './content.ts'
import { negation, negationOr } from './negation.ts'
import type { Said } from './sentences.ts'
import type { Source } from './source.ts'

const hedge = regexOf(String.raw`
  \b(?:hunch|guess|presum\w*|assum\w*|yet to be|unverified|as though|as if|looks like|seemingly|suspicion
  |may|might|could|can|likely|probably|possibly|possible|perhaps|maybe|suspect|suspects|suspected
  |suspicion|seems?|appears?|believe|believed|assume|assumed|think|thought|whether|if|hypothesis
  |unconfirmed|not (?:yet )?(?:confirmed|proven|certain|sure)|open|pending|candidate|points? to|indicates?
  |suggests?|would|should|test|testing|checking|check|look|looking|examine|examining|investigate
  |investigating|verify|verifying|next|question|vermutlich|vermuten|vermutet|vermutung|wahrscheinlich
  |wahrscheinliche|moeglich|moegliche|moeglicherweise|vielleicht|koennte|kann|verdacht|scheint|anscheinend
  |ob|offen|unklar|hypothese|pruefen|testen|sollte|deutet|hinweis|hinweise|annahme)\b`)
const denial = negationOr(
  'ruled out|excluded|eliminated|isnt|ausgeschlossen|ausschliessen|excluding|unlikely|instead|rather than|struck|discarded|dismissed|verworfen|unwahrscheinlich|free of|frei von|clean|healthy|fine|ok|normal|as it should|in ordnung|unauffaellig|sauber',
)
const rulesOut = /\b(?:ruled out|excluded|eliminated|ausgeschlossen)\b/
const causal = regexOf(String.raw`
  \b(?:cause|caused|causes|causing|because|due to|reason|culprit|led to|owing to|comes from|came from
  |stems from|ursache|weil|wegen|aufgrund|grund|liegt an|lag an|verursacht|ausgeloest|schuld)\b`)
const troubled = new RegExp(`${turning.source}|${bad.source}`)

/** Whether a sentence says the opposite of what it rests on. */
export function isContradicted(said: Said, cited: readonly Source[], isForClient: boolean): boolean {
  const rests = cited.filter(({ kind }) => kind !== 'header')
  if (rests.length === 0) return false
  if (saysOpenAsSure(said, rests) || saysOutAsSo(said, rests) || saysSoAsOut(said, rests)) return true
  return isDenied(said, rests, isForClient) || isOpposed(said, rests)
}

function saysOpenAsSure(said: Said, cited: readonly Source[]): boolean {
  if (hedge.test(said.plain) || said.section === 'open' || said.section === 'next' || isDenying(said))
    return false
  if (/\?$/.test(said.text)) return false
  const open = cited.filter(({ status }) => status === 'pending')
  if (open.length === 0) return false
  const sure = cited.filter((source) => !open.includes(source))
  const isSettled = sure.some(
    ({ kind, outcome }) => kind === 'closing' || (kind === 'fix' && outcome === 'worked'),
  )
  if (isSettled) return false
  if (sure.length === 0) return true
  return (
    causal.test(said.plain) &&
    open.some(
      (source) =>
        source.kind === 'cause' && ownWords(source, sure).some((stem) => contentOf(said.text).includes(stem)),
    )
  )
}

/** Stems of a record that no other one of them holds. */
const ownWords = ({ text }: Source, others: readonly Source[]): string[] =>
  contentOf(text).filter((stem) => !others.some(({ stems }) => stems.has(stem)))

const isDenying = ({ plain, section }: Said): boolean => section === 'ruled_out' || denial.test(plain)

function saysOutAsSo(said: Said, cited: readonly Source[]): boolean {
  const out = cited.filter(({ status }) => status === 'ruled_out')
  if (out.length === 0 || isDenying(said) || said.section === 'next') return false
  const others = cited.filter((source) => !out.includes(source))
  if (others.length === 0)
    return (
      (isTurned(said.plain) === isTurned(out[0]?.plain ?? '') &&
        !areOpposed(sidesOf(said.plain), sidesOf(out[0]?.plain ?? '')) &&
        !hedge.test(said.plain)) ||
      causal.test(said.plain) ||
      !contentOf(said.text).length
    )
  const stems = contentOf(said.text)
  const isWord = (source: Source) =>
    stems.length >= 2 &&
    stems.every((stem) => source.stems.has(stem)) &&
    isTurned(said.plain) === isTurned(source.plain) &&
    !hedge.test(said.plain)
  if (out.some(isWord)) return true
  return out.some(
    (source) =>
      isTurned(said.plain) === isTurned(source.plain) &&
      ownWords(source, others).some((stem) => stems.includes(stem)),
  )
}

function saysSoAsOut(said: Said, cited: readonly Source[]): boolean {
  if (!rulesOut.test(said.plain) && said.section !== 'ruled_out') return false
  if (cited.some(({ status, plain }) => status === 'ruled_out' || denial.test(plain))) return false
  return cited.some(({ kind, status }) => kind === 'fact' && status === 'confirmed')
}

/** Words of a text that count, and whether each is denied wherever it stands. */
const deniedIn = readOnce((text) => {
  const denied = new Set<string>()
  const plain = new Set<string>()
  for (const { words } of readClauses(text))
    for (const { stem, negated } of words) (negated ? denied : plain).add(stem)
  return { denied, plain }
})
const deniedOf = (source: Source) => deniedIn(tellingPart(source))

const inquiry =
  /\b(?:whether|if|ob|check that|make sure|ensure|sicherstellen|no longer|not only|not just|nicht nur|nicht mehr)\b/

const notGoingTo = /\b(?:will|shall|going to|would) not\b|\bwerden? (?:\w+ ){0,4}nicht\b/

/** A word that one of them denies and the other does not, and none that both deny. */
function isDenied(said: Said, cited: readonly Source[], isForClient: boolean): boolean {
  if (said.section === 'next' || inquiry.test(said.plain) || isAcquitting(said.plain)) return false
  if (notGoingTo.test(said.plain)) return !cited.some(({ plain }) => negation.test(plain))
  if (cited.some(isOpen)) return false
  if (negation.test(said.plain)) return deniesTold(said, cited, isForClient)
  return !troubled.test(said.plain) && said.section !== 'ruled_out' && tellsDenied(said, cited)
}

/** What it tells may still turn out otherwise, or did. */
const isOpen = ({ status, done, outcome }: Source): boolean =>
  status === 'ruled_out' ||
  status === 'pending' ||
  (done !== null && done !== 'yes') ||
  outcome === 'failed' ||
  outcome === 'partly'

/** Words of the sentence that carry it, in both. */
const sharedOf = (said: Said, own: ReadonlySet<string>, other: ReadonlySet<string>): string[] =>
  contentOf(said.text).filter((stem) => own.has(stem) && other.has(stem))

function deniesTold(said: Said, cited: readonly Source[], isForClient: boolean): boolean {
  const { denied } = deniedIn(said.text)
  if (cited.some((source) => sharedOf(said, denied, deniedOf(source).denied).length > 0)) return false
  const isOpposite = cited.some((source) => {
    const words = sharedOf(said, denied, deniedOf(source).plain)
    // "Not sent" of what fails: as long as the trouble itself is not what is denied.
    return words.some((word) => !troubled.test(source.plain) || troubled.test(word))
  })
  if (isOpposite) return !cited.some((source) => negation.test(source.plain) && sharesAny(source, said))
  return !isForClient && !cited.some(({ plain, outcome }) => troubled.test(plain) || outcome === 'worked')
}

function tellsDenied(said: Said, cited: readonly Source[]): boolean {
  const { plain } = deniedIn(said.text)
  const isHeld = cited.some((source) => {
    const other = deniedOf(source)
    return other.denied.size === 0 && sharedOf(said, plain, other.plain).length > 0
  })
  // The subject alone of what a record denies may stand anywhere.
  return (
    !isHeld &&
    cited.some((source) => {
      const other = deniedOf(source)
      return sharedOf(said, plain, other.denied).some((stem) => !other.plain.has(stem))
    })
  )
}

const sharesAny = ({ stems }: Source, said: Said): boolean =>
  contentOf(said.text).some((stem) => stems.has(stem))

/** What a record tells: of an answer and a step that was done what came of it, else all of it. */
export function tellingPart({ kind, text }: Source): string {
  const [first = '', ...rest] = text.split('\n')
  if (kind !== 'answer' || rest.length === 0) return text
  const answer = rest.join('\n')
  const isYes = /^(?:yes|ja|yep|jep)\b/i.test(answer.trim())
  const isNo = /^(?:no|nein|nope)\b(?!\s+\w+ (?:matches|is|are))/i.test(answer.trim())
  if (isYes) return `${first.replace(/\?/g, '')}\n${answer}`
  return isNo ? `not ${first.replace(/\?/g, '')}\n${answer}` : answer
}

function isOpposed(said: Said, cited: readonly Source[]): boolean {
  if (said.section === 'next' || negation.test(said.plain)) return false
  const telling = cited.filter(
    ({ status, plain, outcome }) => status !== 'ruled_out' && outcome !== 'failed' && !negation.test(plain),
  )
  if (telling.length === 0) return false
  const own = sidesOf(said.plain)
  return areOpposed(own, sidesOf(telling.map(({ plain }) => plain.replace(/^correct /, '')).join(' ')))
}
