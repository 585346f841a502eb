import type { Flow, FlowNode } from '../../shared/contracts/flows.ts'

export function nodeOf(flow: Flow, key: string): FlowNode | null {
  return flow.nodes.find((node) => node.key === key) ?? null
}

/** The node in hand; a key that the flow does not have begins anew. */
export function nodeAt(flow: Flow, key: string): FlowNode {
  const node = nodeOf(flow, key) ?? nodeOf(flow, flow.start)
  if (!node) throw new Error(`Flow ${flow.key} has no node ${flow.start}`)
  return node
}
