import type { Flow, FlowNode, FlowPlace } from '../../shared/contracts/flows.ts'
import type { FlowConclusion } from '../language/rank-causes.ts'

type Question = Extract<FlowNode, { kind: 'question' }>
/** The question that proves or refutes a cause, and the answers that lead to it. */
export type Decisive = { question: Question; labels: string[] }

/**
 * The question that decides about a cause: the nearest one from which some answers lead there whatever comes after,
 * and others do not. Of several the one on the way, else the first still open; null where the cause stands alone.
 */
export function decisiveFor(flow: Flow, cause: FlowConclusion, place: FlowPlace): Decisive | null {
  const found = decisives(flow, cause.key)
  const walked = new Set(place.trail.map(({ node }) => node))
  const ahead = reachable(flow, place.node)
  return (
    found.find(({ question }) => question.key === place.node) ??
    found.find(({ question }) => walked.has(question.key)) ??
    found.find(({ question }) => ahead.has(question.key)) ??
    found[0] ??
    null
  )
}

/** Nodes that can still come from here: what an earlier answer excluded is not among them. */
export function reachable(flow: Flow, from: string): ReadonlySet<string> {
  const nodes = new Map(flow.nodes.map((node) => [node.key, node]))
  const seen = new Set([from])
  for (const key of seen) for (const next of exitsOf(nodes.get(key))) seen.add(next)
  return seen
}

function exitsOf(node: FlowNode | undefined): string[] {
  if (node?.kind === 'question') return [node.otherwise, ...node.options.map(({ to }) => to)]
  if (node?.kind === 'conclusion') return [node.not_fixed]
  return node?.kind === 'checklist' && node.then ? [node.then] : []
}

const byFlow = new WeakMap<Flow, Map<string, Decisive[]>>()

/** All questions with an answer that leads to the cause whatever comes after. */
export function decisives(flow: Flow, cause: string): Decisive[] {
  const known = byFlow.get(flow) ?? new Map<string, Decisive[]>()
  byFlow.set(flow, known)
  const made = known.get(cause) ?? findDecisives(flow, cause)
  known.set(cause, made)
  return made
}

function findDecisives(flow: Flow, cause: string): Decisive[] {
  const questions = flow.nodes.filter((node) => node.kind === 'question')
  const surely = new Set([cause])
  const leadsSurely = ({ options, otherwise }: Question) =>
    surely.has(otherwise) && options.every(({ to }) => surely.has(to))
  for (let rounds = 0; rounds < questions.length; rounds++) {
    const more = questions.filter((one) => !surely.has(one.key) && leadsSurely(one))
    if (more.length === 0) break
    for (const { key } of more) surely.add(key)
  }
  return questions
    .filter(({ key }) => !surely.has(key))
    .flatMap((question) => {
      const labels = question.options.filter(({ to }) => surely.has(to)).map(({ label }) => label)
      return labels.length > 0 ? [{ question, labels }] : []
    })
}

/** The cause that the last answer on the way led to, whatever is still asked before its fix; null where none is sure. */
export function sureCause(flow: Flow, { trail }: FlowPlace): FlowConclusion | null {
  const last = trail.at(-1)
  if (!last?.option) return null
  for (const node of flow.nodes) {
    if (node.kind !== 'conclusion') continue
    const leads = decisives(flow, node.key).some(
      ({ question, labels }) => question.key === last.node && labels.includes(last.option ?? ''),
    )
    if (leads) return node
  }
  return null
}
