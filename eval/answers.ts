import * as v from 'valibot'
import { nodeOf } from '../server/flows/find.ts'
import { shippedFlows } from '../server/flows/shipped.ts'
import { fixOptions } from '../server/flows/walk.ts'
import { playTurn } from '../server/model/playbook/turn.ts'
import type { TurnCase } from '../server/model/protocol.ts'
import type { Flow, FlowNode, FlowPlace } from '../shared/contracts/flows.ts'
import { newCase } from './case-in-memory.ts'
import type { Tally } from './tally.ts'

const cases = v.object({
  cases: v.array(
    v.object({
      flow: v.string(),
      /** Key of the question. */
      at: v.string(),
      words: v.string(),
      /** Start of the right option's label, several of them, or null where the question must stay open. */
      takes: v.union([v.null(), v.string(), v.array(v.nullable(v.string()))]),
    }),
  ),
})

type Question = Extract<FlowNode, { kind: 'question' }>

/** What engineers type at a question, and the option that the offline model takes for it in a case that stands there. */
export function answers(input: unknown): Tally[] {
  return v.parse(cases, input).cases.map(({ flow: key, at, words, takes }) => {
    const flow = shippedFlows().find((one) => one.key === key)
    const question = flow && nodeOf(flow, at)
    if (!flow || question?.kind !== 'question') throw new Error(`${key} has no question ${at}.`)
    const got = optionTaken(flow, question, words)
    const want = Array.isArray(takes) ? takes : [takes]
    const isRight = want.some((label) => (label === null ? got === null : (got?.startsWith(label) ?? false)))
    return { words, want: takes, got, is_right: isRight, is_wrong: !isRight && got !== null }
  })
}

/** What the words were taken as: the option of this question that stands on the way then, or the end of the case; null: nothing. */
export function optionTaken(flow: Flow, question: Question, words: string): string | null {
  const output = playTurn({
    case: caseAt(flow, question),
    words,
    ticket: null,
    ticket_is_new: false,
    flow,
    last_reply: question.ask,
    past: [],
  })
  const step = output.flow.path.find(({ node }) => node === question.key)
  if (step?.option) return step.option
  return nodeOf(flow, output.flow.node)?.kind === 'end' ? 'The case has ended' : null
}

/** A case whose answers led to this question, and where it is asked. */
function caseAt(flow: Flow, { key, ask, options }: Question): TurnCase {
  const labels = options.map(({ label }) => label)
  const asked = {
    id: 'q1',
    text: ask,
    options: labels,
    state: 'open' as const,
    answer: '',
    taken_as: '',
  }
  return newCase(flow, {
    questions: [asked],
    answering: 'q1',
    flow: { key: flow.key, name: flow.name, node: key, trail: wayTo(flow, key) },
  }).state
}

/** The shortest way from the start of a flow to a node. */
function wayTo(flow: Flow, key: string): FlowPlace['trail'] {
  const ways = new Map<string, FlowPlace['trail']>([[flow.start, []]])
  for (const [at, trail] of ways) {
    if (at === key) return trail
    for (const { option, to } of exitsOf(nodeOf(flow, at)))
      if (!ways.has(to)) ways.set(to, [...trail, { node: at, option }])
  }
  throw new Error(`No way leads to ${key} of ${flow.key}.`)
}

function exitsOf(node: FlowNode | null): { option: string | null; to: string }[] {
  if (node?.kind === 'question')
    return [
      ...node.options.map(({ label, to }) => ({ option: label, to })),
      { option: null, to: node.otherwise },
    ]
  if (node?.kind === 'conclusion') return [{ option: fixOptions.same, to: node.not_fixed }]
  return node?.kind === 'checklist' && node.then ? [{ option: null, to: node.then }] : []
}
