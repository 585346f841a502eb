import { normalize, type Token, tokenize } from './normalize.ts'
import { orderPhrases } from './order-phrases.ts'
import { type Match, matchAt, type Pattern, pattern } from './pattern.ts'
import { talkPhrases } from './talk-phrases.ts'
import { noWords, yesWords } from './yes-no.ts'

/** The first intent whose phrase fits wins, so the narrow ones stand first. */
const intentPhrases = { ...orderPhrases, ...talkPhrases }

export type IntentName = keyof typeof intentPhrases | 'affirm' | 'deny' | 'question'

/**
 * What a message asks of FlowPilot itself. `slot`: its object in the engineer's words, '' without one ("the switch" of
 * "it was the switch"); of `tell_client` and `update` the audience and length that were named, of client, internal,
 * quick and detailed, with those of `ticket_note`; of `remind` when. `rest`: the message without the phrase, '' when it was the whole message.
 */
export type Intent = { intent: IntentName; slot: string; rest: string }

const plain = (word: string): string[] => normalize(word).split(' ').filter(Boolean)

const table = Object.entries(intentPhrases).map(([name, lines]) => ({
  intent: name as keyof typeof intentPhrases,
  patterns: lines
    .trim()
    .split('\n')
    .map((line): Pattern => pattern(line.trim(), plain)),
}))

const polite = new Set(
  'please sorry ok okay well hey so and just oh um uh hmm hm bitte also naja tja na und aber unfortunately leider honestly actually look right alright'.split(
    ' ',
  ),
)
const trailing = new Set(
  'please bitte thanks danke now then mate man lol sorry though honestly mal jetzt dann doch again'.split(
    ' ',
  ),
)

/** "it was set" names no cause. */
const conditions = new Set(
  'set done fixed fine ok okay slow gone working better worse down up there here back empty full new old gesetzt erledigt weg langsam besser schlechter da leer voll neu alt so easy enough'.split(
    ' ',
  ),
)

/** These count wherever in a message a clause says them: "Turned it off, two reboots without a prompt. Fixed." */
const anywhere = new Set<IntentName>(['fixed', 'still_broken', 'close'])
const yes = new Set([...yesWords, 'right'])
const no = noWords

/** Of a message no more is read for what it wants. */
export const messageCharactersAtMost = 1000

export function intentOf(message: string): Intent | null {
  const text = message.slice(0, messageCharactersAtMost)
  const tokens = tokenize(text)
  if (tokens.length === 0) return null
  const start = skipPolite(tokens)
  const sentences = sentencesOf(text, tokens, start)
  const first = sentences[0]
  if (!first) return null
  const bare = bareAnswer(text, tokens, start) ?? verdict(text, tokens, start, first)
  if (bare) return bare
  const asks = asksSomething(text, tokens, start)
  for (const { intent, patterns } of table) {
    if (
      asks &&
      (intent === 'fixed' ||
        intent === 'still_broken' ||
        intent === 'cause_is' ||
        intent === 'not_that' ||
        intent === 'unknown')
    )
      continue
    const places = [
      ...(start > 0 ? [{ ...first, from: 0 }] : []),
      ...(anywhere.has(intent) ? sentences : [first]),
    ]
    for (const place of places)
      for (const one of patterns) {
        const found =
          matchAt(tokens, place.from, place.to, one) ?? matchAt(tokens, place.from, endOf(tokens, place), one)
        if (!found) continue
        if (intent === 'fixed' && deniedSoon(tokens, place, found.to)) continue
        if (
          intent === 'cause_is' &&
          found.slotTo - found.slotFrom === 1 &&
          conditions.has(tokens[found.slotFrom]?.word ?? '')
        )
          continue
        return {
          intent,
          slot: slotOf(intent, text, tokens, found),
          rest: restOf(text, tokens, place.from, Math.max(found.to, found.slotTo)),
        }
      }
  }
  return asks ? { intent: 'question', slot: '', rest: '' } : null
}

type Place = { from: number; to: number }

/** Where a phrase must end: "skip please" is "skip". */
function endOf(tokens: Token[], { from, to }: Place): number {
  let end = to
  while (end > from + 1 && trailing.has(tokens[end - 1]?.word ?? '')) end -= 1
  return end
}

function skipPolite(tokens: Token[]): number {
  let at = 0
  while (at < tokens.length - 1 && at < 4 && polite.has(tokens[at]?.word ?? '')) at += 1
  return at
}

/** Clauses of the message: up to a comma, a full stop, a line's end. */
function sentencesOf(text: string, tokens: Token[], start: number): Place[] {
  const places: Place[] = [{ from: start, to: start }]
  for (let at = start; at < tokens.length && places.length < 40; at += 1) {
    const gap = at > start ? text.slice(tokens[at - 1]?.to, tokens[at]?.from) : ''
    const last = places.at(-1) as Place
    if (/[.!?;,\n–—]/.test(gap) && at > last.from) places.push({ from: at, to: at + 1 })
    else last.to = at + 1
  }
  return joinShort(text, tokens, places)
}

/** "yes, it is fixed", "sorry, wrong", "no, still broken": the phrase runs over the comma. */
function joinShort(text: string, tokens: Token[], places: Place[]): Place[] {
  const [first, second, ...others] = places
  if (!first || !second || first.to - first.from > 1) return places
  const gap = text.slice(tokens[first.to - 1]?.to, tokens[second.from]?.from)
  const word = tokens[first.from]?.word ?? ''
  if (
    /[,:]/.test(gap) &&
    (yes.has(word) ||
      no.has(word) ||
      /^(?:sorry|oops|ups|wait|ursache|cause|korrektur|moment|halt|hm)$/.test(word))
  )
    return [{ from: first.from, to: second.to }, second, ...others]
  return places
}

const quick = /\b(?:quick|short|brief|kurz\p{L}*|schnell\p{L}*)\b/iu
const detailed = /\b(?:detailed|full|long|ausführlich\p{L}*|detailliert\p{L}*)\b/iu
const internal = /\b(?:internal|ticket notes?|handover|intern\p{L}*|colleagues|kollegen)\b/iu

function slotOf(intent: IntentName, text: string, tokens: Token[], { slotFrom, slotTo }: Match): string {
  if (intent !== 'tell_client' && intent !== 'update' && intent !== 'ticket_note')
    return words(text, tokens, slotFrom, slotTo)
  const isInternal = intent === 'ticket_note' || internal.test(text)
  const audience = intent === 'tell_client' ? 'client' : isInternal ? 'internal' : ''
  const length = quick.test(text) ? 'quick' : detailed.test(text) ? 'detailed' : ''
  return [audience, length].filter(Boolean).join(' ')
}

/** The message without the phrase. A polite word in front of it is no rest. */
function restOf(text: string, tokens: Token[], from: number, to: number): string {
  const before = tokens.slice(0, from).every(({ word }) => polite.has(word))
    ? ''
    : words(text, tokens, 0, from)
  const after = tokens.slice(to).every(({ word }) => trailing.has(word))
    ? ''
    : words(text, tokens, to, tokens.length)
  return [before, after].filter(Boolean).join(', ')
}

const deniedSoon = (tokens: Token[], place: Place, at: number): boolean =>
  tokens.slice(at, Math.min(at + 2, place.to)).some(({ word }) => word === 'not' || word === 'nicht')

const words = (text: string, tokens: Token[], from: number, to: number): string => {
  const begin = tokens[from]
  const end = tokens[to - 1]
  return begin && end && to > from ? text.slice(begin.from, end.to).trim() : ''
}

function bareAnswer(text: string, tokens: Token[], start: number): Intent | null {
  const word = tokens[start]?.word ?? ''
  if (tokens.length - start > 2) return null
  const second = tokens[start + 1]?.word
  if (second && !trailing.has(second) && !yes.has(second) && !no.has(second)) return null
  if (/\?\s*$/.test(text)) return null
  if (yes.has(word)) return { intent: 'affirm', slot: '', rest: '' }
  return no.has(word) ? { intent: 'deny', slot: '', rest: '' } : null
}

const blamed =
  '(?:it|that|the (?:cause|culprit|problem|reason|issue)|schuld|es|(?:die )?ursache|das problem|der grund)'
const verdicts: readonly (readonly [IntentName, RegExp])[] = [
  ['not_that', new RegExp(`^(?:is|was|ist|war) (?:definitely |certainly |sicher )?(?:not|nicht) ${blamed}$`)],
  [
    'skip',
    /^(?:ueberspringen(?: wir)?|auslassen|weglassen|skippen|lassen wir (?:weg|aus|sein)|can be skipped)(?: (?:bitte|please))?$/,
  ],
  ['cause_is', new RegExp(`^(?:(?:was|war) (?:definitely |clearly |wohl )?${blamed}|wars)$`)],
]
const mostWordsJudged = 8

/** "the index is not it", "der Treiber war schuld": the verdict stands behind the name of the cause. */
function verdict(text: string, tokens: Token[], start: number, { to }: Place): Intent | null {
  if (
    /\?\s*$/.test(text) ||
    /^(?:it|this|that|das|es|he|she|i|we|nobody|ich)$/.test(tokens[start]?.word ?? '')
  )
    return null
  for (let at = start + 1; at < to && at - start <= mostWordsJudged; at += 1) {
    const end = tokens
      .slice(at, to)
      .map(({ word }) => word)
      .join(' ')
    const found = verdicts.find(([, shape]) => shape.test(end))
    if (found)
      return {
        intent: found[0],
        slot: words(text, tokens, start, at),
        rest: words(text, tokens, to, tokens.length),
      }
  }
  return null
}

const interrogatives = new Set(
  'what which who whom whose where why how was welche welcher welches welchen wer wen wem wo warum wieso weshalb wie wozu wohin woher'.split(
    ' ',
  ),
)
const auxiliaries = new Set(
  'is are was were do does did can could will would should shall has have am may might kann soll sollte muss ist sind war hat haben wird gibt macht'.split(
    ' ',
  ),
)

/** A question: it ends in a question mark, or begins with a question word and its verb. */
function asksSomething(text: string, tokens: Token[], start: number): boolean {
  if (/\?["'”)\s!]*$/.test(text)) return true
  const [first = '', second = '', third = ''] = tokens.slice(start, start + 3).map(({ word }) => word)
  if (first === 'when' || first === 'wann') return auxiliaries.has(second)
  if (first === 'was' || first === 'who' || first === 'which' || first === 'where')
    return auxiliaries.has(second) || (auxiliaries.has(third) && first !== 'was')
  if (interrogatives.has(first)) return tokens.length - start > 1
  return (
    (first === 'should' || first === 'can' || first === 'could' || first === 'shall' || first === 'do') &&
    /^(?:i|we|you)$/.test(second)
  )
}
