import { decisives } from '../../flows/decisive.ts'
import { fixOptions } from '../../flows/walk.ts'
import { holdsMostOf } from '../../language/content-stems.ts'
import type { Contrast } from '../../language/contrast.ts'
import { intentOf } from '../../language/intents.ts'
import { outcomeOf } from '../../language/outcome.ts'
import type { TurnOutput } from '../protocol.ts'
import { answersIn } from './answers.ts'
import { causesFor, conclusionNamed } from './causes.ts'
import { fixed } from './fixed.ts'
import { goOn, stay } from './go-on.ts'
import type { Here } from './here.ts'
import { withArticle } from './meant.ts'
import { noted } from './noted.ts'
import { isOver, ownCause } from './pick-cause.ts'
import { escaped, lowerFirst, same, sentence, upperFirst, withoutStop } from './words.ts'

/** "It was not the driver, it was the cable": one is out and the other one is it. */
export function insteadOf(here: Here, { out, cause, rest, states }: Contrast): TurnOutput | null {
  if (!states && (answersIn(here).answers.size > 0 || !(withArticle.test(out) || standingFor(here, out))))
    return null
  const text = causeOut(here, out)
  const meant = causesFor(here, [{ text: cause, weight: 1 }])[0]?.conclusion.hypothesis ?? ''
  const fact = {
    text: same(text, meant) ? upperFirst(withoutStop(out)) : text,
    status: 'ruled_out' as const,
    known: 'told' as const,
    source: 'engineer',
  }
  const isOut = here.case.facts.some(({ status, text }) => status === 'ruled_out' && same(text, fact.text))
  const after = withRuledOut(here, fact)
  const isNamed = isOver(here.node) || !(outcomeOf(rest)?.works || intentOf(rest)?.intent === 'fixed')
  const told = isNamed ? ownCause(after, cause, true) : fixed({ ...after, words: `fixed, it was ${cause}` })
  return {
    ...told,
    reply: `Ruled out: ${sentence(lowerFirst(escaped(fact.text)))} ${told.reply}`,
    new_facts: [...told.new_facts.filter((one) => !same(one.text, fact.text)), ...(isOut ? [] : [fact])],
  }
}

export function stillBroken(here: Here): TurnOutput | null {
  const said = { text: here.words, checked: true }
  const cause = here.node.kind === 'conclusion' ? here.node.key : lastCause(here)
  if (!cause) return null
  const answers = new Map([[cause, { label: fixOptions.same, said }]])
  return goOn(here, { answers }, { says: 'Then this was not it, or not all of it.' })
}

/** After the end: the cause whose fix had seemed to help. */
const lastCause = ({ case: { flow }, node }: Here): string | undefined =>
  node.kind === 'end' ? flow.trail.findLast(({ option }) => option === fixOptions.fixed)?.node : undefined

const standingFor = ({ case: { hypothesis, causes } }: Here, slot: string): string | undefined =>
  [hypothesis, ...causes.map(({ text }) => text)].find((text) => text && slot && holdsMostOf(text, slot))

const causeOut = (here: Here, slot: string): string =>
  standingFor(here, slot) ??
  (slot ? causesFor(here, [{ text: slot, weight: 1 }])[0]?.conclusion.hypothesis : undefined) ??
  upperFirst(withoutStop(slot))

/** A cause is out: the one that leads where the words fit it, else the one that they name, else as they say it. */
export function notThat(here: Here, slot: string): TurnOutput | null {
  const meant = standingFor(here, slot)
  const inHand = here.node.kind === 'conclusion' ? here.node : null
  const text = causeOut(here, slot)
  if (inHand && (!slot || same(text, inHand.hypothesis))) return stillBroken(here)
  if (!slot) return null
  const known = here.case.facts.find(({ status, text }) => status === 'ruled_out' && holdsMostOf(text, slot))
  if (known && !meant)
    return stay(here, noted(here, `Ruled out already: ${sentence(lowerFirst(escaped(known.text)))}`))
  const fact = { text, status: 'ruled_out' as const, known: 'told' as const, source: 'engineer' }
  const after = withRuledOut(here, fact)
  if (decidesAbout(here, text)) {
    const told = goOn(
      after,
      { leave: true },
      { says: `Ruled out: ${sentence(lowerFirst(escaped(text)))}`, keeps: false },
    )
    return { ...told, new_facts: [...told.new_facts, fact] }
  }
  return stay(after, noted(after, `Ruled out: ${sentence(lowerFirst(escaped(text)))}`), { new_facts: [fact] })
}

/** The question in hand asks for the proof of this cause: there is nothing left to ask. */
function decidesAbout({ flow, node }: Here, text: string): boolean {
  const cause = conclusionNamed(flow.nodes, text)
  return cause !== null && decisives(flow, cause.key).some(({ question }) => question.key === node.key)
}

/** The case as it stands once this cause is out. */
function withRuledOut(here: Here, fact: TurnOutput['new_facts'][number]): Here {
  const { case: state } = here
  return {
    ...here,
    case: {
      ...state,
      hypothesis: same(state.hypothesis, fact.text) ? '' : state.hypothesis,
      causes: state.causes.filter(({ text }) => !same(text, fact.text)),
      facts: [...state.facts, { ...fact, id: '', by_person: true }],
    },
  }
}
