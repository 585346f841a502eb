import type { Sense } from '../../shared/contracts/flows.ts'
import type { Clause } from './clauses.ts'
import { findPhrase, type Phrase, weightOf } from './phrases.ts'
import { bareAnswerOf, type FlowQuestion, optionsOf, saysAbsence } from './polarity.ts'
import type { OptionReading, Reading } from './reading.ts'
import { type Scope, scopeIn } from './scope.ts'

/** What words say for an option and against it. */
export type Score = { said: number; denied: number }

/** Adds what a clause says and denies of each option. */
export function weighClause(reading: Reading, clause: Clause, scores: Score[]): void {
  const scope = reading.scoped && !tellsDeed(reading, clause) ? scopeIn(clause, true) : null
  const focus = focusOf(reading, clause)
  const gains = reading.options.map((option) => gainOf(option, clause, scope, reading.topic))
  joinDirections(reading, clause, gains)
  leaveWorkingDirections(reading, clause, gains)
  turnSameness(reading, clause, gains)
  gains.forEach(({ said, denied }, at) => {
    const score = scores[at]
    if (!score) return
    score.said += said * focus
    score.denied += denied * focus
  })
}

/**
 * The same for a sentence that was not said to this question: one phrase must carry it, of two words or beside a word
 * of the question, a number of people only where people are asked for.
 */
export function weighOverheard(reading: Reading, clause: Clause, scores: Score[]): void {
  const scope = reading.scoped && reading.personal ? scopeIn(clause, false) : null
  const stems = clause.words.map(({ stem }) => stem)
  reading.options.forEach((option, at) => {
    const score = scores[at]
    if (!score) return
    let best = 0
    for (const phrase of option.phrases)
      for (const found of findPhrase(phrase, clause)) {
        if (found.denied && !option.either) continue
        const own = found.at.map((place) => stems[place] ?? '')
        const beside = stems.some(
          (stem) => !own.includes(stem) && weightOf(stem) === 1 && reading.topic.has(stem),
        )
        best = Math.max(best, own.reduce((sum, stem) => sum + weightOf(stem), 0) + (beside ? 0.5 : 0))
      }
    if (option.sense === 'error' && hasCode(clause)) best = Math.max(best, 1.5)
    if (scope && option.scopes.has(scope)) best = Math.max(best, 1.5)
    score.said = Math.max(score.said, best)
  })
}

function gainOf(
  option: OptionReading,
  clause: Clause,
  scope: Scope | null,
  topic: ReadonlySet<string>,
): Score {
  const said = new Map<number, number>()
  const denied = new Map<number, number>()
  let saysNegated = false
  const note = (phrase: Phrase, factor: number) => {
    for (const { at: places, denied: contrary } of findPhrase(phrase, clause)) {
      if (!contrary && phrase.negated) saysNegated = true
      if (contrary && phrase.negated && isIdiom(phrase)) continue
      for (const place of places) {
        const into = contrary && !option.either ? denied : said
        const weight = factor * weightOf(clause.words[place]?.stem ?? '')
        into.set(place, Math.max(into.get(place) ?? 0, weight))
      }
    }
  }
  for (const phrase of option.phrases) note(phrase, 1)
  const isAside = badSenses.has(option.sense ?? '') && speaksOfElse(option, clause, topic)
  for (const phrase of option.senses) note(phrase, isAside && isIdiom(phrase) ? 0.4 : 0.9)
  let gain = sum(said)
  if (option.sense === 'error' && hasCode(clause)) gain = Math.max(gain, 1)
  if (doesExcluded(option, clause)) return { said: 0, denied: 1 }
  if (scope && option.scopes.has(scope)) gain = Math.max(gain, 1) + 0.6
  else if (scope && option.scopes.size > 0) gain *= otherScope
  return { said: gain, denied: !saysNegated && sum(denied) > gain ? sum(denied) : 0 }
}

/** "Only the computers there" is not "only his computer". */
const otherScope = 0.4

const badSenses: ReadonlySet<string> = new Set<Sense>(['same', 'fails', 'no'])

/** "delegate still there" to "Does it work for the person?": what is still so was not asked. */
const speaksOfElse = ({ senses }: OptionReading, { words }: Clause, topic: ReadonlySet<string>): boolean =>
  words.some(
    ({ stem }) =>
      weightOf(stem) === 1 &&
      !topic.has(stem) &&
      !senses.some((phrase) => phrase.words.some((word) => word.stem === stem)),
  )

/** "no go", "not good": their words alone say nothing to the contrary. */
const isIdiom = ({ words }: Phrase): boolean => words.every(({ stem }) => weightOf(stem) < 1)

const doesExcluded = ({ excludes }: OptionReading, { words, bare }: Clause): boolean =>
  words.some(({ stem, negated }) => !negated && excludes.has(stem)) &&
  !bare.some((word) => nothings.has(word))
const nothings = new Set(['nothing', 'nichts', 'nix', 'nobody', 'niemand'])

/** "two clicked" counts who did it, not who is affected. */
const tellsDeed = ({ options }: Reading, clause: Clause): boolean =>
  options.some((option) => doesExcluded(option, clause))

/** "neither sending nor receiving" is both directions where an option says so. */
function joinDirections({ options }: Reading, clause: Clause, gains: Score[]): void {
  if (!clause.bare.some((word) => /^(?:and|or|nor|und|oder|noch|both|beide)$/.test(word))) return
  const at = (sense: Sense) => options.findIndex((option) => option.sense === sense)
  const [incoming, outgoing, both] = [gains[at('incoming')], gains[at('outgoing')], gains[at('both')]]
  if (!incoming || !outgoing || !both || incoming.said < 0.8 || outgoing.said < 0.8) return
  both.said += incoming.said + outgoing.said
  incoming.said = 0
  outgoing.said = 0
}

const worksThere = / (?:fine|ok|okay|works|good|yes|ja|schon|geht|klappt|läuft|laeuft) $/

/** "we can send but not receive", "internal is fine": the direction that works is not the one that is missing. */
function leaveWorkingDirections({ options }: Reading, clause: Clause, gains: Score[]): void {
  if (!options.some(({ sense }) => sense === 'incoming')) return
  if (clause.words.some(({ negated }) => negated)) return
  const text = ` ${clause.bare.join(' ')} `
  if (
    !worksThere.test(text) &&
    !/ (?:can|kann|koennen) (?:still )?(?:send|receive|senden|empfangen)/.test(text)
  )
    return
  for (const gain of gains) gain.said = 0
}

const sameness = new Set(['same', 'too', 'still', 'even', 'either', 'neither', 'unchang'])
const wellness = new Set(['work', 'fine', 'ok', 'good', 'stabl', 'connect', 'solv', 'help'])

/** "even in a new profile" is no working profile: where something still happens, it does not work there. */
function turnSameness({ options }: Reading, clause: Clause, gains: Score[]): void {
  const bad = options.findIndex(({ sense }) => sense === 'same' || sense === 'fails')
  if (bad < 0 || !clause.words.some(({ stem }) => sameness.has(stem))) return
  if (clause.words.some(({ stem, negated }) => wellness.has(stem) && !negated)) return
  let turned = 0
  options.forEach(({ isWorking }, at) => {
    const gain = gains[at]
    if (!isWorking || !gain || gain.said === 0) return
    turned = Math.max(turned, gain.said)
    gain.said = 0
  })
  const target = gains[bad]
  if (target) target.said += turned
}

/** "internet works there": no option that says there is none. "Password entered": none that says nothing was. */
export function refuteMissing({ options }: Reading, clauses: readonly Clause[], scores: Score[]): void {
  options.forEach((option, at) => {
    const { lacks } = option
    const score = scores[at]
    const isThere = ({ words }: Clause) =>
      words.some(({ stem, negated }) => !negated && lacks.has(stem)) &&
      words.some(({ stem, negated }) => !negated && wellness.has(stem))
    if (score && clauses.some((clause) => isThere(clause) || doesExcluded(option, clause))) score.said = 0
  })
}

/** An error code of any maker: 0x80070005, VSS_E_WRITERERROR, 5.7.1, "error 809". */
const hasCode = ({ words }: Clause): boolean =>
  words.some(
    ({ word }, at) =>
      /^0x[0-9a-f]{2,}$|^[a-z]+_[a-z0-9_]+$|^[45]\.\d\.\d{1,3}$/.test(word) ||
      (/^-?\d{2,5}$/.test(word) && /^(?:error|code|id|event|fehler|status)$/.test(words[at - 1]?.word ?? '')),
  )

const sum = (weights: Map<number, number>) => [...weights.values()].reduce((total, one) => total + one, 0)

/** A clause about what was asked ("on cable: fine") says more than one about the rest ("on Wi-Fi it drops"). */
function focusOf({ labelTopic, topic, aside }: Reading, clause: Clause): number {
  const stems = clause.words.map(({ stem }) => stem)
  if (stems.some((stem) => labelTopic.has(stem) && weightOf(stem) >= 0.5)) return 1.4
  if (stems.some((stem) => aside.has(stem))) return 0.3
  return stems.some((stem) => topic.has(stem) && weightOf(stem) === 1) ? 1.1 : 1
}

/** "yes", "no, nothing there": a bare answer counts by the question's own polarity. */
export function weighYesNo(question: FlowQuestion, clauses: Clause[], scores: Score[]): void {
  for (const clause of clauses.slice(0, 2)) {
    const bare = bareAnswerOf(clause)
    if (!bare) continue
    for (const option of optionsOf(bare.answer, question)) {
      const score = scores[question.options.indexOf(option)]
      if (score) score.said += bare.weight
    }
    return
  }
}

/**
 * What is denied speaks for the option that says so: "not expired" for "Account is fine", "does not work" for "Same
 * there". Only where nothing was said for any option outright.
 */
export function settleDenials({ question, options }: Reading, scores: Score[]): void {
  const said = Math.max(...scores.map((score) => score.said - score.denied))
  const gainOf = (at: number) => 0.9 * (scores[at]?.denied ?? 0)
  const isPositive = (at: number) => {
    const option = question.options[at]
    return option !== undefined && !saysAbsence(option) && options[at]?.sense !== 'unknown'
  }
  const all = options.map((_, at) => at)
  const works = all.filter((at) => options[at]?.sense === 'works')
  const bad = all.filter((at) => options[at]?.sense === 'fails' || options[at]?.sense === 'same')
  const absent = all.filter((at) => question.options[at] && saysAbsence(question.options[at]))
  const gains: [number, number][] = []
  if (works.length === 1 && bad.length === 1) {
    gains.push([bad[0] ?? 0, gainOf(works[0] ?? 0)], [works[0] ?? 0, gainOf(bad[0] ?? 0)])
  } else if (absent.length === 1 && all.filter(isPositive).length <= 2)
    gains.push([absent[0] ?? 0, Math.max(0, ...all.filter(isPositive).map(gainOf))])
  for (const score of scores) score.said = Math.max(0, score.said - score.denied)
  for (const [at, gain] of gains) {
    const score = scores[at]
    if (score && score.denied === 0 && gain > said) score.said += gain
  }
}
