import type { FlowNode, FlowTask } from '../../shared/contracts/flows.ts'
import { sentence } from '../language/sentence.ts'

type Conclusion = Extract<FlowNode, { kind: 'conclusion' }>

/** A step as it stands in a list: risk and way back come with it. */
export const stepWords = ({ text, detail, command, risk, undo }: FlowTask) => ({
  text,
  detail: [detail ?? '', risk ? `Risk: ${sentence(risk)}` : '', undo ? `Way back: ${sentence(undo)}` : '']
    .filter(Boolean)
    .join(' '),
  command: command ?? '',
})

/** A cause's fix, named by its first step; several are numbered, with what each risks and its way back. */
export function fixWords({ fix, hypothesis }: Conclusion) {
  const [first] = fix
  const isOne = fix.length < 2
  const more = fix.length === 2 ? 'and one more step' : `and ${fix.length - 1} more steps`
  const lines = fix.map(stepWords).map(({ text, detail }, at) => {
    return isOne ? detail : [`${at + 1}. ${sentence(text)}`, detail].filter(Boolean).join(' ')
  })
  return {
    title: !first ? hypothesis : isOne ? first.text : `${first.text}, ${more}`,
    description: lines.join('\n'),
    script: fix.flatMap(({ command }) => command ?? []).join('\n'),
  }
}

/** What is to be done at a node. */
export function tasksAt(node: FlowNode): FlowTask[] {
  if (node.kind === 'question') return node.task ? [node.task] : []
  if (node.kind === 'conclusion') return node.fix
  return node.kind === 'checklist' ? node.checks : []
}
