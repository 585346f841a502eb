import type { Flow, FlowNode } from '../../shared/contracts/flows.ts'
import { jargonIn } from './jargon.ts'

const labelAtMost = 40

/** Everything that is wrong with a flow, one sentence each; empty when it can be walked. */
export function validateFlow(flow: Flow): string[] {
  const keys = new Set(flow.nodes.map((node) => node.key))
  const wrong: string[] = []
  if (keys.size !== flow.nodes.length) wrong.push('Two nodes have the same key.')
  if (!keys.has(flow.start)) wrong.push(`The start ${flow.start} does not exist.`)
  if (!flow.nodes.some((node) => node.kind === 'end' && node.outcome === 'fixed'))
    wrong.push('No end says that it is fixed.')
  for (const node of flow.nodes)
    for (const next of exits(flow, node))
      if (!keys.has(next)) wrong.push(`${node.key} leads to ${next}, which does not exist.`)
  if (wrong.length > 0) return wrong
  const reached = reachable(flow, flow.start)
  for (const node of flow.nodes) {
    if (!reached.has(node.key)) wrong.push(`${node.key} cannot be reached.`)
    if (!leadsOut(flow, node.key)) wrong.push(`${node.key} never comes to an end.`)
    wrong.push(...wordsOf(node))
  }
  if (loopsUnasked(flow)) wrong.push('Unmatched answers alone can go in a circle.')
  wrong.push(...clientSentence('client_problem', `${flow.client_problem}.`))
  return wrong
}

/** Keys a node leads to; a fix that helped leads to the end that says so. */
function exits(flow: Flow, node: FlowNode): string[] {
  if (node.kind === 'question') return [...node.options.map((option) => option.to), node.otherwise]
  if (node.kind === 'end') return []
  const fixed = flow.nodes.find((one) => one.kind === 'end' && one.outcome === 'fixed')
  return [node.not_fixed, ...(fixed ? [fixed.key] : [])]
}

function wordsOf(node: FlowNode): string[] {
  const wrong = clientSentence(node.key, node.client)
  if (node.kind === 'conclusion') {
    wrong.push(...clientSentence(node.key, node.client_next))
    if (node.fix.length === 0) wrong.push(`${node.key} has no fix.`)
  }
  if (node.kind !== 'question') return wrong
  const labels = node.options.map((option) => option.label.toLowerCase())
  if (new Set(labels).size !== labels.length) wrong.push(`${node.key} has two options of one label.`)
  for (const option of node.options) {
    if (option.label.length > labelAtMost)
      wrong.push(`${node.key}: “${option.label}” is longer than ${labelAtMost}.`)
    if (option.says === '') wrong.push(`${node.key}: “${option.label}” says nothing.`)
    if (option.finding?.client) wrong.push(...clientSentence(node.key, option.finding.client))
  }
  return wrong
}

function clientSentence(key: string, text: string): string[] {
  const found = jargonIn(text)
  const wrong = found.length > 0 ? [`${key}: a client would not know ${found.join(', ')}.`] : []
  if (!/^\p{L}.*[.]$/u.test(text)) wrong.push(`${key}: “${text}” is not a sentence.`)
  return wrong
}

/** Node keys that can be reached from one, itself included. */
function reachable(flow: Flow, from: string): Set<string> {
  const nodes = new Map(flow.nodes.map((node) => [node.key, node]))
  const seen = new Set<string>()
  const open = [from]
  while (open.length > 0) {
    const node = nodes.get(open.pop() ?? '')
    if (!node || seen.has(node.key)) continue
    seen.add(node.key)
    open.push(...exits(flow, node))
  }
  return seen
}

function leadsOut(flow: Flow, key: string): boolean {
  const reached = reachable(flow, key)
  return flow.nodes.some((node) => node.kind === 'end' && reached.has(node.key))
}

/** Whoever never matches an option must still arrive somewhere. */
function loopsUnasked(flow: Flow): boolean {
  const nodes = new Map(flow.nodes.map((node) => [node.key, node]))
  return flow.nodes.some((start) => {
    let node: FlowNode | undefined = start
    for (let steps = 0; node?.kind === 'question'; steps++) {
      if (steps > flow.nodes.length) return true
      node = nodes.get(node.otherwise)
    }
    return false
  })
}
