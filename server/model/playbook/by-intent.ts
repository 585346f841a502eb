import { nodeAt } from '../../flows/find.ts'
import { fixOptions } from '../../flows/walk.ts'
import type { Intent } from '../../language/intents.ts'
import type { TurnOutput } from '../protocol.ts'
import { described, lookUp } from './answer-back.ts'
import { answersIn, isAsked, statementsIn } from './answers.ts'
import { causesFor } from './causes.ts'
import { goOn, stay } from './go-on.ts'
import type { Here } from './here.ts'
import { noted } from './noted.ts'
import { causeNamed, fixed, ownCause } from './pick-cause.ts'
import { questionAt } from './standing.ts'
import { pathSteps } from './steps.ts'
import { takeBack } from './taking-back.ts'
import { lowerFirst, same, sentence, upperFirst, withoutStop } from './words.ts'

type Act = (here: Here, intent: Intent) => TurnOutput | null

/** What each intent does; null leaves the words to be read as answer and statement. */
const acts: Partial<Record<Intent['intent'], Act>> = {
  fixed: (here) => (worksOnlyInPart(here) ? null : fixed(here)),
  still_broken: (here) => stillBroken(here),
  affirm: (here) => (asksForFix(here) ? fixed(here) : null),
  deny: (here) => (asksForFix(here) ? stillBroken(here) : null),
  cause_is: (here, { slot }) => (slot ? ownCause(here, slot) : null),
  not_that: (here, { slot }) => notThat(here, slot),
  undo: (here, { rest }) => corrected(here, rest) ?? takeBack(here, ''),
  back: (here, { slot }) => takeBack(here, slot),
  skip: (here) => skip(here),
  lead_me: (here) => stay(here, noted(here, ''), { question: questionAt(here.node) }),
  what_next: (here) => alone(here, whatNext(here)),
  why: (here) => alone(here, why(here)),
  how: (here, { slot }) => alone(here, how(here, slot)),
  tell_client: (here) => alone(here, shareUpdate),
  update: (here) => alone(here, shareUpdate),
  another_flow: (here) =>
    stay(
      here,
      `No other flow fits these words. “${here.flow.name}” stays; name the trouble in a few words to change it.`,
    ),
  unknown: (here) => unknown(here),
  later: (here) => alone(here, 'Take your time, the question stays open.'),
  thanks: (here) => alone(here, noted(here, '')),
  greeting: (here) => alone(here, noted(here, '')),
  frustration: (here) => alone(here, noted(here, 'Understood.')),
}

export function byIntent(here: Here): TurnOutput | null {
  const { intent } = here.heard
  return intent ? (acts[intent.intent]?.(here, intent) ?? null) : null
}

/** Said beside a statement it is no reply to the whole message. */
const alone = (here: Here, reply: string): TurnOutput | null =>
  statementsIn(here).length > 0 ? null : stay(here, reply)

/** A bare yes or no answers whether the fix helped, where that is asked. */
export const asksForFix = ({ node, met }: Here): boolean =>
  node.kind === 'conclusion' && met !== null && same(met.text, node.verify)

/** "It works now, but others still have it": a statement, not the end. */
const inPart =
  /\b(?:but|aber|however|although|allerdings|jedoch|except|außer)\b.*\b(?:others?|another|andere\w{0,2}|still|noch|same|dasselbe|gleiche|also|auch|not|nicht|only|nur)\b/i
export const worksOnlyInPart = ({ heard, words }: Here): boolean =>
  heard.intent?.intent === 'fixed' && inPart.test(words.replace(/\s+/g, ' '))

const shareUpdate =
  'Share Update writes that: choose Client or Ticket notes there; nothing is sent before you press Post.'

/** "Sorry, wrong: it is the rule": what follows takes the place of the answer. */
export function corrected(here: Here, rest: string): TurnOutput | null {
  const { answers } = answersIn(here)
  if (answers.size > 0) return goOn(here, { answers }, { keeps: false })
  const cause = rest ? causeNamed(here, rest, 1) : null
  return cause && cause.key !== here.node.key ? ownCause(here, rest) : null
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

function notThat(here: Here, slot: string): TurnOutput | null {
  const cause = slot ? causesFor(here, [{ text: slot, weight: 1 }])[0]?.conclusion : undefined
  const inHand = here.node.kind === 'conclusion' ? here.node : null
  if (inHand && (!slot || cause?.key === inHand.key)) return stillBroken(here)
  if (!slot) return null
  const text = cause?.hypothesis ?? upperFirst(withoutStop(slot))
  const fact = { text, status: 'ruled_out' as const, known: 'told' as const, source: 'engineer' }
  const told = stay(here, noted(here, `Ruled out: ${sentence(lowerFirst(text))}`), { new_facts: [fact] })
  return { ...told, causes: told.causes.filter((one) => one.text !== text) }
}

function skip(here: Here): TurnOutput {
  if (here.node.kind === 'end' || here.node.kind === 'checklist')
    return stay(here, noted(here, 'There is nothing to skip.'))
  return goOn(here, { leave: true }, { says: 'We leave that open.', keeps: false })
}

/** "No idea" is an answer where the question has one for it. */
function unknown(here: Here): TurnOutput | null {
  const { node } = here
  const option =
    node.kind === 'question' && isAsked(here) && node.options.find(({ sense }) => sense === 'unknown')
  if (option) return null
  if (node.kind !== 'question') return alone(here, noted(here, ''))
  return alone(
    here,
    node.task
      ? `To find out: ${described(node.task)} Or “skip” it.`
      : `${sentence(node.context ?? 'The answer decides which way we go on.')} “Skip” leaves it open.`,
  )
}

function whatNext(here: Here): string {
  const { node } = here
  if (node.kind === 'conclusion')
    return `The fix: ${node.fix.map(({ text }) => lowerFirst(withoutStop(text))).join('; ')}. Then: ${lowerFirst(node.verify)}`
  const [first, ...rest] = pathSteps(here)
  if (!first) return noted(here, '')
  const after = rest.map((text) => lowerFirst(withoutStop(text)))
  return `${sentence(first)}${after.length > 0 ? ` If that shows nothing: ${after.join(', then ')}.` : ''}`
}

function why(here: Here): string {
  const node = nodeAt(here.flow, here.node.key)
  if (node.kind === 'question') {
    const tests = node.hypothesis ? ` It tests this: ${lowerFirst(withoutStop(node.hypothesis))}.` : ''
    return `${sentence(node.context ?? 'The answer decides which way we go on.')}${tests}`
  }
  return node.kind === 'conclusion'
    ? 'What is known points to this cause; the test after the fix proves it.'
    : sentence(node.says)
}

function how(here: Here, slot: string): string {
  const { node } = here
  const task = node.kind === 'question' ? node.task : node.kind === 'conclusion' ? node.fix[0] : null
  if (slot && slot.split(' ').length > 2) return lookUp(here, here.words)
  return task ? described(task) : lookUp(here, here.words)
}
