import { noTurn, type TurnOutput } from '../protocol.ts'
import { anotherFlow } from './another-flow.ts'
import { answerBack } from './answer-back.ts'
import { statementsIn } from './answers.ts'
import { byIntent } from './by-intent.ts'
import { type Checklist, checklistFor } from './checklists.ts'
import { statementsKept } from './facts.ts'
import { goOn, stay } from './go-on.ts'
import type { Here } from './here.ts'
import { isFlowLeft } from './left-flow.ts'
import { noted } from './noted.ts'
import { introduction } from './opening.ts'
import { stepsOf } from './place.ts'
import { newTask } from './steps.ts'
import { same } from './words.ts'

const take = 'Put it into the steps'
const lead = 'Lead me'
const neither = 'No, just notes'
const offer = ({ name }: Checklist): string =>
  `There is a first checklist for ${name}. Shall it go into the steps?`

/** Whether somebody asked to be led by the general flow's questions. */
export function isLed({ flow, case: state, node, heard }: Here): boolean {
  const asks = new Set(flow.nodes.flatMap((one) => (one.kind === 'question' ? [one.ask] : [])))
  return (
    heard.intent?.intent !== 'lead_me' &&
    node.kind !== 'end' &&
    (stepsOf(state.flow).length > 0 || state.questions.some(({ text }) => asks.has(text)))
  )
}

/** No flow fits: what is said is kept, nothing is asked. */
export function inNotebook(here: Here): TurnOutput {
  const { words, met } = here
  if (here.begins) return opened(here)
  if (isFlowLeft(here)) return anotherFlow(here)
  if (here.heard.intent?.intent === 'lead_me' || same(words, lead))
    return goOn({ ...here, flow_is_new: true }, {}, { says: 'Then I ask.', keeps: false })
  const list = listFor(here)
  if (list && met && same(words, take)) return withList(here, list)
  if (same(words, neither))
    return stay(here, 'Then I keep notes.', { question: nothing, answer_to_question: words })
  const acted = byIntent(here)
  if (acted) return acted
  const kept = statementsKept(here, [])
  const says = [answerBack(here), noted(here, kept.length > 0 ? 'Noted.' : '')].filter(Boolean).join(' ')
  return stay(here, statementsIn(here).length > 0 ? says : answerBack(here) || says, { new_facts: kept })
}

const nothing = { text: '', context: '', options: [], keep: false }

function opened(here: Here): TurnOutput {
  const list = listFor(here)
  const told = stay(here, '', { new_facts: statementsKept(here, []) })
  return {
    ...told,
    reply: [
      introduction(here),
      'No flow fits this, so I keep notes: what you find becomes facts, and “lead me” starts general questions.',
    ]
      .filter(Boolean)
      .join(' '),
    question: list
      ? { text: offer(list), context: '', options: [take, lead, neither], keep: false }
      : nothing,
  }
}

function withList(here: Here, { checks }: Checklist): TurnOutput {
  const tasks = checks.map((text, at) =>
    newTask({ text, detail: null, command: null, risk: null, undo: null }, at === 0),
  )
  return {
    ...noTurn(),
    ...stay(here, 'The checklist stands in the steps; write what each one shows.'),
    question: nothing,
    answer_to_question: take,
    new_tasks: tasks,
  }
}

const listFor = ({ case: state, ticket }: Here): Checklist | null =>
  checklistFor({ type: ticket?.type || state.ticket.type, summary: ticket?.summary || state.title })
