import type { FlowOption, Sense } from '../../shared/contracts/flows.ts'
import { readClauses } from './clauses.ts'
import { stemOf } from './normalize.ts'
import { compileAll, type Phrase, weightOf } from './phrases.ts'
import { asksForWorking, type FlowQuestion, senseOf } from './polarity.ts'
import type { Scope } from './scope.ts'
import { eitherWay, sensePhrases } from './sense-phrases.ts'

/** What an option is recognised by. */
export type OptionReading = {
  phrases: Phrase[]
  senses: readonly Phrase[]
  sense: Sense | null
  /** Its phrases mean it with and without a "not". */
  either: boolean
  scopes: ReadonlySet<Scope>
  /** What its label says did not happen: "clicked" of "Several, nobody clicked", "entered" of "nothing entered". */
  excludes: ReadonlySet<string>
  /** What its label says is missing: "internet" of "One site has no internet at all". */
  lacks: ReadonlySet<string>
  /** "Works in a clean profile" */
  isWorking: boolean
}

export type Reading = {
  question: FlowQuestion
  options: OptionReading[]
  /** Words of the question. */
  topic: ReadonlySet<string>
  /** What is compared with: "Wi-Fi" of "with a cable instead of Wi-Fi". */
  aside: ReadonlySet<string>
  /** Words of more than one label. */
  labelTopic: ReadonlySet<string>
  scoped: boolean
  /** It asks for people, and a sentence of a ticket about people may answer it. */
  personal: boolean
}
const readings = new WeakMap<FlowQuestion, Reading>()

/** What the options of a question are recognised by, worked out once. */
export function readingOf(question: FlowQuestion): Reading {
  const known = readings.get(question)
  if (known) return known
  const labels = question.options.map(({ label }) => new Set(stemsOf(label)))
  const labelTopic = new Set(
    labels.flatMap((some) => [...some]).filter((stem) => labels.filter((some) => some.has(stem)).length > 1),
  )
  const topic = new Set([...stemsOf(question.ask.replace(/instead of .*$/, '')), ...labelTopic])
  const options = question.options.map((option) => {
    const sense = senseOf(option)
    return {
      phrases: [...ownPhrases(option, labelTopic), ...deedOf(option)],
      senses: sensesOf(question, option.label, sense),
      sense,
      either: sense !== null && eitherWay.has(sense),
      scopes: scopesOf(option, sense),
      excludes: excludedBy(option),
      lacks: lackingBy(option),
      isWorking: sense === 'works' || /^works\b/i.test(option.label),
    }
  })
  const reading = {
    question,
    options,
    topic,
    aside: new Set(stemsOf(/instead of (.*)$/.exec(question.ask)?.[1] ?? '')),
    labelTopic,
    scoped: options.some(({ scopes }) => scopes.size > 0),
    personal: /\b(?:who|person|people|user|mailbox|everyone)\b/i.test(question.ask),
  }
  readings.set(question, reading)
  return reading
}

/** "Several or everyone" is both. */
function scopesOf({ label }: FlowOption, sense: Sense | null): ReadonlySet<Scope> {
  const scopes = new Set<Scope>()
  if (sense === 'one' || sense === 'several' || sense === 'everyone') scopes.add(sense)
  if (scopes.size > 0 && /\bseveral\b/i.test(label)) scopes.add('several')
  return scopes
}

const ownPhrases = ({ label, words }: FlowOption, labelTopic: ReadonlySet<string>): Phrase[] =>
  compileAll([...labelParts(label), ...words.filter((word) => !/^(?:yes|no|ja|nein)$/.test(word))]).filter(
    (phrase) => phrase.words.length > 1 || phrase.negated || !labelTopic.has(phrase.words[0]?.stem ?? ''),
  )

const excludedBy = ({ label }: FlowOption): ReadonlySet<string> =>
  new Set(
    readClauses(/\b(?:nobody|no one|nothing) \w+(?:ed|en|run)$/i.test(label) ? label : '')
      .flatMap(({ words }) => words)
      .filter(({ stem, negated }) => negated && weightOf(stem) === 1)
      .map(({ stem }) => stem),
  )

const lackingBy = ({ label }: FlowOption): ReadonlySet<string> =>
  new Set(
    readClauses(/\bno \w+/i.exec(label)?.[0] ?? '')
      .flatMap(({ words }) => words)
      .filter(({ stem, negated }) => negated && weightOf(stem) === 1)
      .map(({ stem }) => stem),
  )

/** "Somebody clicked" is "two clicked" too. */
const deedOf = ({ label }: FlowOption): Phrase[] =>
  compileAll([/^(?:somebody|someone) (.*)$/i.exec(label)?.[1] ?? ''])

/** Where it is asked whether something works, "yes" is said as "works" and "no" as "fails" or "same there". */
function sensesOf(question: FlowQuestion, label: string, sense: Sense | null): readonly Phrase[] {
  if (sense === null) return []
  const own = sensePhrases[sense] ?? []
  if (sense === 'no' && /\b(?:nothing (?:known|changed)|no (?:known )?change)\b/i.test(label))
    return [...own, ...(sensePhrases.suddenly ?? [])]
  const others = new Set(question.options.map(senseOf))
  const more = (...some: Sense[]) => some.flatMap((one) => (others.has(one) ? [] : (sensePhrases[one] ?? [])))
  if (sense === 'same') return [...own, ...more('fails')]
  if (sense === 'fails') return [...own, ...more('same')]
  if (!asksForWorking(question)) return own
  if (sense === 'yes') return [...own, ...more('works')]
  // "No owner" beside "Access denied" is no failure
  const isFailure = !others.has('fails') && !others.has('same')
  return sense === 'no' && isFailure ? [...own, ...more('fails', 'same')] : own
}

const stemsOf = (text: string) => readClauses(text).flatMap(({ words }) => words.map(({ stem }) => stem))

/**
 * "691, or wrong user name" is both; "Yes, too wide" is "too wide". What stands alone behind a longer part only goes
 * on with it: "Access denied on folder, site or group" is no "group", "Works, but slow" no "works".
 */
function labelParts(label: string): string[] {
  const [first = '', ...others] = label
    .replace(/^(?:yes|no)\b/i, '')
    .split(/,|\/| or | and |\(|\)/)
    .map((part) => part.trim())
  const goesOn = /\b(?:on|in|of|for|with) \S+$/i.test(first)
  const rest = others.filter((part) => !goesOn || part.includes(' '))
  const begins = /,\s*but\b/i.test(label) ? [] : [first]
  const parts = [...begins, ...rest].filter(
    (part) => part.length > 2 && weightOf(stemOf(part.toLowerCase())) > 0.4,
  )
  return [label.replace(/^(?:yes|no), /i, ''), ...parts]
}
