import type { Flow, FlowNode, FlowPlace } from '../../shared/contracts/flows.ts'
import { sameText } from '../language/same-text.ts'
import { decisiveFor, decisives } from './decisive.ts'
import { nodeAt } from './find.ts'

export type Conclusion = Extract<FlowNode, { kind: 'conclusion' }>

export const conclusionOf = (flow: Flow, cause: string): Conclusion | null =>
  flow.nodes.find(
    (node): node is Conclusion => node.kind === 'conclusion' && sameText(node.hypothesis) === sameText(cause),
  ) ?? null

/**
 * The place from which a cause is proved: the question that decides about it while that is open, else its fix. `test`:
 * what is to be checked, where several questions decide.
 */
export function wayToCause(flow: Flow, place: FlowPlace, cause: Conclusion, test: string): FlowPlace {
  const isMeant = (text = '') => sameText(text) === sameText(test)
  const meant = decisives(flow, cause.key).find(
    ({ question: { task, ask } }) => isMeant(task?.text) || isMeant(ask),
  )
  const question = (meant ?? decisiveFor(flow, cause, place))?.question
  const answered =
    question && place.trail.some(({ node, option }) => node === question.key && option !== null)
  return jumped(place, question && !answered ? question.key : cause.key)
}

/** Where the way has been before, it goes back to: a node that is met twice would be passed. */
export function jumped({ node, trail }: FlowPlace, to: string): FlowPlace {
  if (to === node) return { node, trail }
  const before = trail.findIndex((step) => step.node === to)
  if (before !== -1) return { node: to, trail: trail.slice(0, before) }
  return { node: to, trail: [...trail, { node, option: null }] }
}

/** A checklist is passed at once to what stands behind it. */
export function passChecklists(flow: Flow, place: FlowPlace): FlowPlace {
  const trail = [...place.trail]
  let node = nodeAt(flow, place.node)
  while (node.kind === 'checklist' && node.then && trail.length - place.trail.length < flow.nodes.length) {
    trail.push({ node: node.key, option: null })
    node = nodeAt(flow, node.then)
  }
  return { node: node.key, trail }
}
