import type { Flow, FlowNode } from '../../../shared/contracts/flows.ts'
import { nodeAt } from '../../flows/find.ts'
import { fixOptions } from '../../flows/walk.ts'

export type Way = { node: FlowNode; labels: string[] }

/** The shortest answers that lead to each node of a flow, for tests of whole walks. */
export function waysThrough(flow: Flow): Way[] {
  const ways: Way[] = [{ node: nodeAt(flow, flow.start), labels: [] }]
  const seen = new Set([flow.start])
  for (const { node, labels } of ways) {
    for (const [label, to] of steps(flow, node)) {
      if (seen.has(to)) continue
      seen.add(to)
      ways.push({ node: nodeAt(flow, to), labels: [...labels, label] })
    }
  }
  return ways
}

function steps(flow: Flow, node: FlowNode): [label: string, to: string][] {
  if (node.kind === 'question' && node.options.length === 0) return [['0x80070005 at 10:12', node.otherwise]]
  if (node.kind === 'question') return node.options.map(({ label, to }) => [label, to])
  if (node.kind === 'end') return []
  const fixed = flow.nodes.find((one) => one.kind === 'end' && one.outcome === 'fixed')
  return [
    [fixOptions.same, node.not_fixed],
    ...(fixed ? [[fixOptions.fixed, fixed.key] as [string, string]] : []),
  ]
}
