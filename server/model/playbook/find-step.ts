import type { Flow, FlowNode, FlowTask } from '../../../shared/contracts/flows.ts'
import { tasksAt } from '../../flows/step-words.ts'
import { contentStems } from '../../language/content-stems.ts'

type Described = { task: FlowTask; node: FlowNode; stems: Set<string> }
type Index = { steps: Described[]; weight: (stem: string) => number }

/** Below this share of the question's weight a step only shares words with it. */
const leastShare = 0.34
const wordsAtLeast = 2

const commandWords = /\b(?:powershell|command|cmdlet|befehl|kommando|syntax)\b/i

/** The step of a flow that a question asks about, by its words; null when none fits. */
export function findStep(flow: Flow, words: string): { task: FlowTask; node: FlowNode } | null {
  const { steps, weight } = indexOf(flow)
  const asked = contentStems(words.replace(commandWords, ' '))
  const whole = asked.reduce((sum, stem) => sum + weight(stem), 0)
  let best: Described | null = null
  let most = 0
  const wantsCommand = commandWords.test(words)
  for (const step of steps) {
    if (wantsCommand && !step.task.command) continue
    const shared = asked.filter((stem) => step.stems.has(stem))
    const score = shared.reduce((sum, stem) => sum + weight(stem), 0)
    if (shared.length >= wordsAtLeast && score > most) {
      best = step
      most = score
    }
  }
  return best && most >= whole * leastShare ? best : null
}

const indexes = new WeakMap<Flow, Index>()

function indexOf(flow: Flow): Index {
  const known = indexes.get(flow)
  if (known) return known
  const steps = flow.nodes.flatMap((node) =>
    tasksAt(node).map((task): Described => {
      const text = [
        task.text,
        task.detail,
        task.command?.replace(/([a-z])([A-Z])/g, '$1 $2'),
        task.risk,
        contextOf(node),
      ]
      return { task, node, stems: new Set(contentStems(text.filter(Boolean).join(' '))) }
    }),
  )
  const counts = new Map<string, number>()
  for (const { stems } of steps) for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  const weight = (stem: string) => Math.log(1 + steps.length / (1 + (counts.get(stem) ?? 0)))
  const made = { steps, weight }
  indexes.set(flow, made)
  return made
}

const contextOf = (node: FlowNode): string =>
  node.kind === 'question'
    ? `${node.ask} ${node.context ?? ''}`
    : node.kind === 'conclusion'
      ? node.hypothesis
      : ''
