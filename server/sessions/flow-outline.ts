import type { Flow, FlowNode, FlowTask } from '../../shared/contracts/flows.ts'
import { redactLeaves } from '../redact/redact-leaves.ts'

const outlines = new WeakMap<Flow, Promise<string>>()

/** The outline without secrets that an account's own flow may hold, made once for each flow. */
export function cleanOutline(flow: Flow): Promise<string> {
  const known = outlines.get(flow)
  if (known !== undefined) return known
  // Text by text: in the outline an option's node would be taken for the value of a word before it.
  const made = redactLeaves(flow).then(flowOutline)
  outlines.set(flow, made)
  return made
}

/**
 * A flow as the real model reads it: order and meaning of the checks, about half of its JSON, without the wordings for
 * clients and for matching. The same flow gives the same bytes, so that all its cases share them in the cache.
 */
export function flowOutline(flow: Flow): string {
  return [`Flow ${flow.key}: ${flow.name}. It begins at ${flow.start}.`, ...flow.nodes.map(outlineOf)].join(
    '\n',
  )
}

function outlineOf(node: FlowNode): string {
  if (node.kind === 'end') return `[${node.key}] end, ${node.outcome}`
  if (node.kind === 'checklist') {
    const then = node.then ? `\n  then -> ${node.then}` : ''
    return `[${node.key}] checklist: ${node.says}${node.checks.map(stepLine).join('')}${then}`
  }
  if (node.kind === 'conclusion')
    return `[${node.key}] cause: ${node.hypothesis}${node.fix.map(stepLine).join('')}\n  proof: ${node.verify} not fixed -> ${node.not_fixed}`
  const { key, ask, context, task, hypothesis, options, otherwise } = node
  return [
    `[${key}] ${ask}`,
    ...(context ? [`  ${context}`] : []),
    ...(hypothesis ? [`  suspects: ${hypothesis}`] : []),
    ...(task ? [`  check: ${task.text}${task.command ? ` \`${task.command}\`` : ''}`] : []),
    ...options.map(({ label, finding, to }) => {
      const means = finding ? ` (${finding.status}: ${finding.text})` : ''
      return `  - ${label}${means} -> ${to}`
    }),
    `  open -> ${otherwise}`,
  ].join('\n')
}

const stepLine = ({ text, command, risk, undo }: FlowTask): string =>
  [
    `\n  * ${text}`,
    command ? ` \`${command}\`` : '',
    risk ? ` Risk: ${risk}` : '',
    undo ? ` Way back: ${undo}` : '',
  ].join('')
