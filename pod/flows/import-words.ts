import type { FlowPreview } from '../../shared/contracts/flows.ts'
import { plural } from '../ui/when.ts'
import { nodeCount } from './flow-words.ts'

/** What importing a file would do, in two sentences at most. */
export function previewWords({ name, becomes, replaces, nodes, node_count }: FlowPreview): string {
  if (becomes === 'same') return `“${name}” stands like this already. Importing it changes nothing.`
  if (becomes === 'new') return `A new flow, “${name}”, with ${nodeCount(node_count)}.`
  const of = replaces
    ? ` in place of ${replaces.shipped ? 'the shipped ' : ''}version ${replaces.version}`
    : ''
  const what =
    becomes === 'again'
      ? `“${name}” was here before like this; it leads new cases again${of}.`
      : `A new version of “${name}”${of}.`
  return `${what} ${changeWords(nodes)}${replaces?.off ? ' The flow is off now; importing switches it on.' : ''}`
}

function changeWords({ added, changed, removed }: FlowPreview['nodes']): string {
  const parts = [
    count(added.length, 'is new', 'are new'),
    count(changed.length, 'changes', 'change'),
    count(removed.length, 'goes', 'go'),
  ].filter(Boolean)
  return parts.length > 0 ? `Nodes: ${parts.join(', ')}.` : 'Its nodes stay as they are.'
}

const count = (of: number, one: string, many: string) => (of > 0 ? `${of} ${plural(of, one, many)}` : '')

/** Where line `line` of a text begins and ends. */
export function lineRange(text: string, line: number): [number, number] {
  const lines = text.split('\n')
  const before = lines.slice(0, line - 1).join('\n')
  const from = line > 1 ? before.length + 1 : 0
  return [from, from + (lines[line - 1]?.length ?? 0)]
}
