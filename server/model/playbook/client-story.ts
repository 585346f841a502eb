import type { Flow, FlowNode } from '../../../shared/contracts/flows.ts'
import { nodeAt, nodeOf } from '../../flows/find.ts'
import { findingsAlong } from '../../flows/walk.ts'
import type { UpdateInput } from '../protocol.ts'
import { same } from './words.ts'

/** What a client may hear of a case, in the flow's client wordings and nothing else. */
export type ClientStory = {
  /** "the e-mail that is not arriving" */
  problem: string
  /** Full sentences, oldest first; those the client has not read yet are `isNew`. */
  findings: { text: string; isNew: boolean; isConfirmed: boolean }[]
  stage:
    | { kind: 'checking'; doing: string }
    | { kind: 'cause'; cause: string; next: string }
    | { kind: 'fixed'; cause: string | null; now: string }
    | { kind: 'specialist'; next: string }
    | { kind: 'closed' }
}

export function storyOf(input: UpdateInput, flow: Flow): ClientStory {
  const node = nodeAt(flow, input.flow.place.node)
  const stage = stageOf(input, flow, node)
  const cause = stage.kind === 'cause' || stage.kind === 'fixed' ? stage.cause : null
  return {
    problem: flow.client_problem,
    findings: findingsFor(input, flow).filter(({ text }) => !cause || !isToldBy(text, cause)),
    stage,
  }
}

function stageOf(
  { session_status, flow: { place } }: UpdateInput,
  flow: Flow,
  node: FlowNode,
): ClientStory['stage'] {
  const specialist = {
    kind: 'specialist',
    next: 'We are bringing in a further specialist to look at this with us.',
  } as const
  if (session_status === 'escalated') return specialist
  if (node.kind === 'end' && node.outcome === 'fixed')
    return { kind: 'fixed', cause: lastCause(flow, place.trail), now: node.client }
  if (session_status === 'resolved') return { kind: 'closed' }
  if (node.kind === 'end') return specialist
  if (node.kind === 'conclusion') return { kind: 'cause', cause: node.client, next: node.client_next }
  return { kind: 'checking', doing: node.client }
}

/** The conclusion whose fix was the last to be tried. */
function lastCause(flow: Flow, trail: readonly { node: string }[]): string | null {
  for (const { node: key } of trail.toReversed()) {
    const node = nodeOf(flow, key)
    if (node?.kind === 'conclusion') return node.client
  }
  return null
}

/** Findings that still stand in What We Know: what an engineer took back or reworded is not told. */
function findingsFor(
  { case: panel, flow: { place }, previous, new_since_previous }: UpdateInput,
  flow: Flow,
) {
  const told = new Set<string>()
  return findingsAlong(flow, place).flatMap(({ text, status, client }) => {
    const fact = panel.facts.find((one) => same(one.text, text) && one.status === status)
    if (!client || !fact || told.has(client)) return []
    told.add(client)
    return [
      {
        text: client,
        isNew: previous !== null && new_since_previous.includes(fact.id),
        isConfirmed: status === 'confirmed',
      },
    ]
  })
}

/** Whether the cause says already what the finding says. */
function isToldBy(finding: string, cause: string): boolean {
  const words = contentWords(finding)
  const others = new Set(contentWords(cause))
  return words.filter((word) => others.has(word)).length >= words.length * 0.6
}

const contentWords = (text: string): string[] =>
  (text.toLowerCase().match(/\p{L}+/gu) ?? [])
    .filter((word) => word.length > 3)
    .map((word) => word.replace(/s$/, ''))
