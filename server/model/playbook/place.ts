import type { FlowPlace } from '../../../shared/contracts/flows.ts'
import type { TurnOutput } from '../protocol.ts'

/** Where an answer leaves the way. */
export function placeAfter({ node, trail }: FlowPlace, said: TurnOutput['flow']): FlowPlace {
  if (said.path.length > 0)
    return {
      node: said.node || node,
      trail: said.path.map((step) => ({ ...step, option: step.option || null })),
    }
  if (!said.node || said.node === node) return { node, trail }
  return { node: said.node, trail: [...trail, { node, option: null }] }
}

/** A way that only stands at its start has no step, however that is told. */
export const samePlace = (one: FlowPlace, other: FlowPlace): boolean =>
  one.node === other.node && JSON.stringify(stepsOf(one)) === JSON.stringify(stepsOf(other))

export const stepsOf = ({ node, trail }: FlowPlace): FlowPlace['trail'] =>
  trail.filter((step, at) => step.option !== null || step.node !== node || at < trail.length - 1)
