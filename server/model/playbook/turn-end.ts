import type { FlowNode } from '../../../shared/contracts/flows.ts'
import { nodeAt, nodeOf } from '../../flows/find.ts'
import { matchOption } from '../../flows/match-option.ts'
import { askedAt } from '../../flows/walk.ts'
import type { TurnOutput } from '../protocol.ts'
import { asksBack } from './asks.ts'
import { wordsAsFact } from './facts.ts'
import { add, pathTasks } from './tasks.ts'
import type { Place } from './turn.ts'

type End = Extract<FlowNode, { kind: 'end' }>

/** Where every flow can begin to narrow again. */
const narrowing = 'any-other-device'
const choices = [
  {
    label: 'Yes, go through the tests again',
    match: [
      'again',
      'go on',
      'still',
      'it is back',
      'is back',
      'came back',
      'not fixed',
      'broken',
      'returned',
      'once more',
    ],
  },
  {
    label: 'No, leave it as it is',
    match: ['leave it', 'done', 'closed', 'close it', 'escalate', 'works', 'fine'],
  },
]
const ask = {
  fixed: 'Is something still not working?',
  unexplained: 'Shall we go through the tests again?',
} as const

/** The flow has ended, the case has not: words are kept, and the way back into narrowing is offered. */
export function afterEnd(here: Place, node: End, words: string): TurnOutput {
  const { flow, input } = here
  const ref = input.answers?.question_id ?? input.case.question?.id ?? null
  const choice = matchOption(choices, words)
  const again = nodeOf(flow, narrowing) ?? nodeAt(flow, flow.start)
  const isAgain = choice === choices[0]
  const next = isAgain ? again : node
  const isChoice = choices.some(({ label }) => label === words)
  const back = choice ? null : asksBack(here, words)
  return {
    reply: isAgain
      ? 'Then we narrow it down again, from the device on, with what we know now.'
      : (back ?? (choice ? closing(node) : offer(node))),
    header: {
      title: null,
      client_name: null,
      asset_name: null,
      issue_category: null,
      triage_hypothesis:
        isAgain && !input.case.typed_fields.includes('triage_hypothesis') ? 'Open again' : null,
    },
    tasks: isAgain
      ? pathTasks(flow, next.key, 3).map((task, at) => add(task, at === 0 ? 'active' : 'pending'))
      : [],
    facts: isChoice || back ? [] : [wordsAsFact(words, ref, 'pending')],
    question: isAgain
      ? askedAt(next)
      : choice
        ? null
        : { text: ask[node.outcome], context: null, options: choices.map(({ label }) => label) },
    confidence: isAgain
      ? { tier: 'discovery', score: 30 }
      : {
          tier: node.outcome === 'fixed' ? 'confident' : 'discovery',
          score: node.outcome === 'fixed' ? 95 : 20,
        },
    flow_node: next.key,
    flow_option: null,
  }
}

const closing = (node: End): string =>
  node.outcome === 'fixed'
    ? 'Good. Nothing is open in the flow.'
    : 'Then a second pair of eyes should look at it; what we know is ready.'

const offer = (node: End): string =>
  node.outcome === 'fixed'
    ? 'I have noted that. The flow has ended with a confirmed fix; if something is still wrong, we narrow it down again.'
    : 'I have noted that. The flow has no further question; we can go through the tests again with what we know now.'
