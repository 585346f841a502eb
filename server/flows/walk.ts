import type { Flow, FlowNode, FlowOption, FlowPlace } from '../../shared/contracts/flows.ts'
import { fixOptions } from '../../shared/fix-options.ts'
import { nodeAt, nodeOf } from './find.ts'

/** What stands behind every conclusion's `verify`. */
export { fixOptions }

type Conclusion = Extract<FlowNode, { kind: 'conclusion' }>

/** A longer way has gone in circles. */
const longestWay = 200

/** Where a node was left, and by which answer; `option` null: without one. */
export type Exit = { option: string | null; to: string }

export function begin(flow: Flow): FlowPlace {
  return { node: flow.start, trail: [] }
}

/**
 * The way from a node on, as far as `exitAt` knows one; undefined stops there. A question met a second time has had
 * its answer: the way goes on without it. A way that never ends stops at the end that explains nothing.
 */
export function walk(flow: Flow, from: string, exitAt: (node: FlowNode) => Exit | undefined): FlowPlace {
  const trail: FlowPlace['trail'] = []
  const seen = new Set<string>()
  let node = nodeAt(flow, from)
  while (trail.length < longestWay) {
    const exit = seen.has(node.key) ? passing(node) : exitAt(node)
    if (!exit) return { node: node.key, trail }
    seen.add(node.key)
    trail.push({ node: node.key, option: exit.option })
    node = nodeAt(flow, exit.to)
  }
  const end = flow.nodes.find((one) => one.kind === 'end' && one.outcome === 'unexplained')
  return { node: end?.key ?? node.key, trail }
}

function passing(node: FlowNode): Exit | undefined {
  if (node.kind === 'question') return { option: null, to: node.otherwise }
  if (node.kind === 'conclusion') return { option: null, to: node.not_fixed }
  return undefined
}

/** Where a label leads from a node; undefined for a label that the node does not have. */
export function exitBy(flow: Flow, node: FlowNode, label: string): Exit | undefined {
  if (node.kind === 'question') {
    const option = node.options.find((one) => one.label === label)
    return option && { option: label, to: option.to }
  }
  if (node.kind !== 'conclusion') return undefined
  if (label === fixOptions.same) return { option: label, to: node.not_fixed }
  const fixed = label === fixOptions.fixed ? fixedEnd(flow) : null
  return fixed ? { option: label, to: fixed.key } : undefined
}

/** The end that says it works again; a flow of checks alone may have none. */
export function fixedEnd(flow: Flow): FlowNode | null {
  return flow.nodes.find((one) => one.kind === 'end' && one.outcome === 'fixed') ?? null
}

/** What is asked at a node, and with which quick replies. */
export function askedAt(
  node: FlowNode,
): { text: string; context: string | null; options: string[] | null } | null {
  if (node.kind === 'conclusion')
    return { text: node.verify, context: node.hypothesis, options: Object.values(fixOptions) }
  if (node.kind !== 'question') return null
  const options = node.options.map((option) => option.label)
  return { text: node.ask, context: node.context, options: options.length > 0 ? options : null }
}

/** The options taken along a trail, the latest answer of each question, oldest first. */
export function optionsAlong(flow: Flow, trail: FlowPlace['trail']): FlowOption[] {
  const latest = new Map<string, FlowOption | null>()
  for (const { node: key, option: label } of trail) {
    const node = nodeOf(flow, key)
    if (node?.kind !== 'question') continue
    latest.delete(key)
    latest.set(key, node.options.find((option) => option.label === label) ?? null)
  }
  return [...latest.values()].filter((option) => option !== null)
}

/** The conclusion whose fix was said to have helped; null when none was. */
export function confirmedCause(flow: Flow, trail: FlowPlace['trail']): Conclusion | null {
  const confirmed = trail.findLast(({ option }) => option === fixOptions.fixed)
  const node = confirmed ? nodeOf(flow, confirmed.node) : null
  return node?.kind === 'conclusion' ? node : null
}
