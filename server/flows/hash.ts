import { createHash } from 'node:crypto'
import type { Flow, FlowNode } from '../../shared/contracts/flows.ts'

/**
 * Hash of the content of a flow, or of one of its nodes. Keys are sorted first: the database gives them back in an order of its own.
 * What stands in a file besides the flow, such as comments, does not count.
 */
export function hashOf(flow: Flow | FlowNode): string {
  const known = hashes.get(flow)
  if (known) return known
  const hash = createHash('sha256').update(JSON.stringify(flow, sorted)).digest('hex')
  hashes.set(flow, hash)
  return hash
}

const hashes = new WeakMap<Flow | FlowNode, string>()

const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value
