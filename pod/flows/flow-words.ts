import type { CaseFlow, FlowNode, FlowSummary } from '../../shared/contracts/flows.ts'
import { dayOf, number, plural } from '../ui/when.ts'
import type { Branch } from './flow-tree.ts'

export const kindWords: Record<FlowNode['kind'], string> = {
  question: 'Question',
  conclusion: 'Cause',
  checklist: 'Checklist',
  end: 'End',
}

/** What a node says first. */
export function nodeTitle(node: FlowNode): string {
  if (node.kind === 'question') return node.ask
  return node.kind === 'conclusion' ? node.hypothesis : node.says
}

/** What leads to a branch. */
export const wayTo = ({ by, parent }: Branch): string => (parent ? by.join(' or ') : 'Start')

/** A branch as it is read aloud. */
export function branchWords(branch: Branch): string {
  const { node, again, isHere, isPassed } = branch
  return [
    `${wayTo(branch)}: ${nodeTitle(node)}`,
    kindWords[node.kind].toLowerCase(),
    again ? 'stands elsewhere in this flow' : '',
    isHere ? 'the case stands here' : isPassed ? 'passed by the case' : '',
  ]
    .filter(Boolean)
    .join(', ')
}

/** "version 4, Cleo, 21 Nov"; of a shipped one the version alone. */
export function versionWords(
  flow: Pick<FlowSummary, 'version' | 'by' | 'created_at'>,
  nowMs?: number,
): string {
  const by = flow.by ? [firstName(flow.by.name), dayOf(flow.created_at, nowMs)] : []
  return [`version ${flow.version}`, ...by].join(', ')
}

const firstName = (name: string) => name.split(' ')[0] ?? name

export function countWords(flows: readonly Pick<FlowSummary, 'off'>[]): string {
  const off = flows.filter((flow) => flow.off).length
  return `${flows.length - off} on${off > 0 ? `, ${off} off` : ''}`
}

export const nodeCount = (count: number): string => `${number(count)} ${plural(count, 'node', 'nodes')}`
export const openCases = (count: number): string =>
  `${number(count)} open ${plural(count, 'case walks', 'cases walk')} it`

type Word = NonNullable<CaseFlow['walks']>['words'][number]
const places: Record<Word['in'], string> = {
  title: 'in the title',
  ticket: 'in the ticket',
  messages: 'in what was written',
}

/** “vpn” in the title · “dial tone” in the ticket, a line for each place. */
export function matchedWords(words: readonly Word[]): string[] {
  return (['title', 'ticket', 'messages'] as const).flatMap((place) => {
    const found = words.filter((each) => each.in === place).map(({ word }) => `“${word}”`)
    return found.length > 0 ? [`${found.join(', ')} ${places[place]}`] : []
  })
}
