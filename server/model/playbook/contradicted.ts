import { nodeOf } from '../../flows/find.ts'
import { contentStems } from '../../language/content-stems.ts'
import { tokenize } from '../../language/normalize.ts'
import { saysAbsence } from '../../language/polarity.ts'
import { readMessage } from '../../language/read-message.ts'
import { type Correction, isOpposite } from '../../language/taking-back.ts'
import { understand } from '../../language/understand.ts'
import { overheard } from './evidence.ts'
import type { Here, Past } from './here.ts'
import { placeAfter } from './place.ts'
import { messagesStanding } from './undo.ts'
import { same, withoutStop } from './words.ts'

/** So far back a statement may lie that is corrected. */
const messagesBack = 6
/** So far back one may lie that only shares words with what follows "actually". */
const messagesBackLoosely = 2
const answerWords = 5

/** What somebody said that does not hold, and what it had brought into the case. */
export type Wrong = { text: string; facts: string[]; causes: string[]; node: string | null }

/**
 * What the words contradict most: an answer that they deny, else the statement that shares most with them, of two the
 * newer one. "I meant" and its like mean the last statement in any case.
 */
export function wrongIn(here: Here, correction: Correction): Wrong | null {
  const { name } = here.case.engineer
  const turns = messagesStanding(here.past).slice(-messagesBack).toReversed()
  const others = turns.findIndex((turn) => turn.case.engineer.name !== name)
  const own = others === -1 ? turns : turns.slice(0, others)
  const about = statementAbout(here, own, correction)
  const answer = answerDenied(here, correction.rest)
  if (answer && (!about || about.node !== answer.node) && (about?.shared ?? 0) <= answer.shared) return answer
  if (about) return about
  const [last] = own
  const said = last ? statementsOf(last.words) : []
  if (!last || said.length !== 1 || said[0] === undefined) return null
  const isMeant = correction.isOfLast === true || answersAnew(here, last, correction)
  return isMeant ? broughtBy(here, last, said[0], true) : null
}

type About = Wrong & { shared: number }

/** The statement about the same thing. */
function statementAbout(here: Here, turns: readonly Past[], correction: Correction): About | null {
  let best: About | null = null
  for (const [at, turn] of turns.entries()) {
    if (at >= messagesBackLoosely && !correction.isPlain) break
    const said = statementsOf(turn.words)
    for (const text of said.toReversed()) {
      const shared = sharedWith(here, text, correction)
      if (shared <= (best?.shared ?? 0)) continue
      const wrong = broughtBy(here, turn, text, said.length === 1)
      if (wrong) best = { ...wrong, shared }
    }
  }
  return best
}

/** An answer on the way that the words deny or that stands against them, the newest first; what nobody asked before all. */
function answerDenied(here: Here, rest: string): About | null {
  const parts = [rest, ...statementsOf(rest)]
  let best: About | null = null
  for (const { node: key, option: label } of here.case.flow.trail.toReversed()) {
    const node = nodeOf(here.flow, key)
    const option = node?.kind === 'question' && node.options.find((one) => one.label === label)
    if (!option || node?.kind !== 'question' || option.sense === 'unknown') continue
    const against = Math.max(...parts.map((part) => againstAnswer(node, option, part)))
    const wasAsked = here.case.questions.some(
      ({ state, text }) => state === 'answered' && same(text, node.ask),
    )
    const shared = against > 0 && !wasAsked ? against + 0.5 : against
    if (shared <= (best?.shared ?? 0)) continue
    best = { text: option.finding?.text ?? option.label, facts: [], causes: [], node: key, shared }
  }
  return best
}

type Question = Parameters<typeof overheard>[0]

/** How much a sentence speaks against an option that was taken; 0: not at all. */
function againstAnswer(node: Question, option: Question['options'][number], text: string): number {
  const bare = text.replace(denialWords, ' ')
  if (bare !== text && understand(node, bare).option === option && understand(node, text).option !== option)
    return deniedCounts
  const said = option.finding?.text ?? option.label
  const own = new Set(topicOf(said))
  const shared = topicOf(text).filter((stem) => own.has(stem)).length
  if (shared > 0 && isOpposite(said, text)) return shared
  const found = saysAbsence(option) ? understand(node, text, { asked: false }).option : null
  if (found && !saysAbsence(found) && found.sense !== 'unknown') return deniedCounts
  const other = overheard(node, text)
  return other !== null && other !== option ? 1 : 0
}

const denialWords = /\b(?:not|nicht|no|kein\w{0,2}|never|nie)\b/gi
/** As much as two words in common. */
const deniedCounts = 2

const statementsOf = (words: string): string[] =>
  readMessage(words)
    .statements.filter(({ kind }) => kind === 'statement' || kind === 'chatter')
    .map(({ text }) => text)

/** How many words a statement has in common with what contradicts it; 0 where it does not. */
function sharedWith(here: Here, text: string, { rest, isPlain }: Correction): number {
  const topic = new Set(topicOf(text))
  const shared = topicOf(rest).filter((stem) => topic.has(stem)).length
  if (shared > 0 && (isPlain || isOpposite(text, rest))) return shared
  return answersOtherwise(here, text, rest) ? 0.5 : 0
}

/** Both sentences answer one question of the flow, and not alike. */
function answersOtherwise({ flow }: Here, one: string, other: string): boolean {
  return flow.nodes.some((node) => {
    if (node.kind !== 'question') return false
    const first = overheard(node, one)
    const second = first && overheard(node, other)
    return second !== null && second !== first
  })
}

/** A short sentence that gives another answer to the question that this turn answered. */
function answersAnew({ flow }: Here, turn: Past, { rest }: Correction): boolean {
  if (contentStems(rest).length > answerWords) return false
  return stepsOfTurn(turn).some(({ node: key, option }) => {
    const node = nodeOf(flow, key)
    const other = node?.kind === 'question' ? understand(node, rest, { asked: true }).option : null
    return other !== null && other.label !== option && other.sense !== 'unknown'
  })
}

/** The answers that a turn put on the way. */
const stepsOfTurn = ({ case: { flow }, answer }: Past) =>
  placeAfter(flow, answer.flow).trail.filter(
    (step) =>
      step.option !== null &&
      !flow.trail.some(({ node, option }) => node === step.node && option === step.option),
  )

const denials = new Set(
  contentStems('not no nicht nein nope doch kein keine never nie none sorry wait meant'),
)
/** Short names of things, such as MX or TV, are words of their own. */
const initials = /^[^\Waeiouy\d_]{2}$/
/** What a thing is, and not the thing: "the queue is empty" is not about the tray that is. */
const states = new Set(
  contentStems(
    'full empty enabled disabled active inactive broken dead fails failed new old online down missing slow stable only',
  ),
)
/** A number alone is no topic: "all 14" and "14 people" agree in it. */
export const topicOf = (text: string): string[] => [
  ...contentStems(text).filter((stem) => !denials.has(stem) && !states.has(stem) && !/^\d+$/.test(stem)),
  ...tokenize(text).flatMap(({ word, stem }) => (initials.test(word) ? [stem] : [])),
]

/** What the statement brought that still stands; null where it brought nothing. */
function broughtBy(here: Here, turn: Past, text: string, isWhole: boolean): Wrong | null {
  const { case: now, flow } = here
  const isSaid = (fact: string) => same(fact, text) || same(fact, withoutStop(text))
  const facts = now.facts.filter(
    (fact) =>
      fact.source === 'engineer' &&
      !turn.case.facts.some(({ id }) => id === fact.id) &&
      turn.answer.new_facts.some((one) => same(one.text, fact.text) && (isWhole || isSaid(one.text))),
  )
  const causes = now.causes.filter(
    ({ id, source, state }) =>
      isWhole && source === 'engineer' && state === 'open' && !turn.case.causes.some((one) => one.id === id),
  )
  const steps = stepsOfTurn(turn).filter((step) =>
    now.flow.trail.some(({ node, option }) => node === step.node && option === step.option),
  )
  const given = steps.find(({ node: key, option }) => {
    const node = nodeOf(flow, key)
    if (node?.kind !== 'question') return false
    return same(text, option ?? '') || understand(node, text, { asked: true }).option?.label === option
  })
  const node = given ?? (isWhole && facts.length === 0 ? steps[0] : undefined)
  if (facts.length === 0 && causes.length === 0 && !node) return null
  return {
    text,
    facts: facts.map(({ id }) => id),
    causes: causes.map(({ id }) => id),
    node: node?.node ?? null,
  }
}
