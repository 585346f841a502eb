import type { Flow, FlowNode } from '../../shared/contracts/flows.ts'
import { shippedFlows } from './shipped.ts'

/** The flow of a case. A version that is gone gives the newest of its key; an unknown key gives null. */
export function flowByKey(key: string, version: number): Flow | null {
  const ofKey = shippedFlows.filter((flow) => flow.key === key)
  return (
    ofKey.find((flow) => flow.version === version) ??
    ofKey.toSorted((a, b) => b.version - a.version)[0] ??
    null
  )
}

export function nodeOf(flow: Flow, key: string): FlowNode | null {
  return flow.nodes.find((node) => node.key === key) ?? null
}

/** The node in hand; a place that a newer version no longer has begins anew. */
export function nodeAt(flow: Flow, key: string): FlowNode {
  const node = nodeOf(flow, key) ?? nodeOf(flow, flow.start)
  if (!node) throw new Error(`Flow ${flow.key} has no node ${flow.start}`)
  return node
}
