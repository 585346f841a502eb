import type { Flow, FlowNode, FlowPlace } from '../../shared/contracts/flows.ts'
import { nodeAt, nodeOf } from './find.ts'
import { matchOption } from './match-option.ts'

type Question = Extract<FlowNode, { kind: 'question' }>
export type Finding = NonNullable<Question['options'][number]['finding']>

/** A trail longer than this has gone in circles; the oldest steps fall off. */
const trailAtMost = 200

/** What stands behind every conclusion's `verify`. */
export const fixOptions = {
  fixed: 'Yes, it is fixed',
  same: 'No, still the same',
  open: 'Not tried yet',
} as const

const fixChoices = [
  {
    label: fixOptions.fixed,
    match: [
      'fixed',
      'works now',
      'works again',
      'it works',
      'is working',
      'solved',
      'resolved',
      'that did it',
      'arrives now',
      'connects now',
      'back to normal',
    ],
  },
  {
    label: fixOptions.same,
    match: [
      'still the same',
      'still broken',
      'still fails',
      'still not',
      'still',
      'no change',
      'did not help',
      'does not work',
      'not working',
      'not fixed',
      'no difference',
      'same as before',
    ],
  },
  {
    label: fixOptions.open,
    match: [
      'not tried',
      'not yet',
      'have not tried',
      'not done',
      'later',
      'in progress',
      'waiting',
      'scheduled',
      'tonight',
      'tomorrow',
    ],
  },
]

export type Answered = {
  place: FlowPlace
  /** Label that was meant; null when the words match none. */
  option: string | null
  says: string | null
  finding: Finding | null
}

export function begin(flow: Flow): FlowPlace {
  return { node: flow.start, trail: [] }
}

/** Goes to a node; the step that led there is kept. The same node again is no step. */
export function move(place: FlowPlace, node: string, option: string | null): FlowPlace {
  if (node === place.node) return place
  return { node, trail: [...place.trail, { node: place.node, option }].slice(-trailAtMost) }
}

/** One answer at one place. No option meant: on a question the way goes on through `otherwise`, else it stays. */
export function answer(flow: Flow, place: FlowPlace, text: string): Answered {
  const node = nodeAt(flow, place.node)
  if (node.kind === 'end') return { place, option: null, says: null, finding: null }
  if (node.kind === 'conclusion') return answerConclusion(flow, place, node, text)
  const option = matchOption(node.options, text)
  if (!option) return { place: move(place, node.otherwise, null), option: null, says: null, finding: null }
  return {
    place: move(place, option.to, option.label),
    option: option.label,
    says: option.says,
    finding: option.finding,
  }
}

function answerConclusion(
  flow: Flow,
  place: FlowPlace,
  node: Extract<FlowNode, { kind: 'conclusion' }>,
  text: string,
): Answered {
  const option = matchOption(fixChoices, text)?.label ?? null
  if (option === fixOptions.fixed) {
    const end = flow.nodes.find((one) => one.kind === 'end' && one.outcome === 'fixed')
    return { place: move(place, end?.key ?? node.key, option), option, says: null, finding: null }
  }
  if (option === fixOptions.same)
    return { place: move(place, node.not_fixed, option), option, says: null, finding: null }
  return { place, option, says: null, finding: null }
}

/** What is asked at a node, and with which quick replies. */
export function askedAt(
  node: FlowNode,
): { text: string; context: string | null; options: string[] | null } | null {
  if (node.kind === 'end') return null
  if (node.kind === 'conclusion')
    return { text: node.verify, context: node.hypothesis, options: Object.values(fixOptions) }
  const options = node.options.map((option) => option.label)
  return { text: node.ask, context: node.context, options: options.length > 0 ? options : null }
}

/** The findings along a trail, the latest answer of each question, oldest first. */
export function findingsAlong(flow: Flow, place: FlowPlace): Finding[] {
  const latest = new Map<string, Finding | null>()
  for (const { node: key, option: label } of place.trail) {
    const node = nodeOf(flow, key)
    if (node?.kind !== 'question') continue
    latest.delete(key)
    latest.set(key, node.options.find((option) => option.label === label)?.finding ?? null)
  }
  return [...latest.values()].filter((finding) => finding !== null)
}
