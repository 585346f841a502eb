import type { FlowNode } from '../../../shared/contracts/flows.ts'
import { nodeOf } from '../../flows/find.ts'
import { contentStems } from '../../language/content-stems.ts'
import type { TurnOutput } from '../protocol.ts'
import { goOn, stay } from './go-on.ts'
import type { Here } from './here.ts'
import { quoted, same } from './words.ts'

/** The last answer falls: its question asks again, its findings and steps go. */
export function takeBack(here: Here, slot: string): TurnOutput {
  const target = nodeMeant(here, slot) ?? lastAnswered(here)
  if (!target) return stay(here, 'There is no answer to take back.')
  const said = here.case.flow.trail.findLast(({ node }) => node === target.key)?.option
  return goOn(
    here,
    { reopen: target.key },
    {
      says: said ? `Taken back: ${quoted(said)}. I ask that again.` : 'I ask that again.',
      keeps: false,
    },
  )
}

/** What the engineer answered last; what the ticket answered only when nothing else was. */
function lastAnswered({ flow, case: { questions, flow: place } }: Here): FlowNode | null {
  const answered = place.trail.toReversed().flatMap(({ node: key, option }) => {
    const node = option ? nodeOf(flow, key) : null
    return node ? [node] : []
  })
  const wasAsked = (node: FlowNode) =>
    questions.some(({ text, state }) => state === 'answered' && same(text, askOf(node)))
  return answered.find(wasAsked) ?? answered[0] ?? null
}

/** "back to the transport rule": the node on the way that the words name best. */
function nodeMeant({ flow, case: { flow: place } }: Here, slot: string): FlowNode | null {
  const meant = contentStems(slot)
  let best: FlowNode | null = null
  let most = 0
  for (const { node: key } of place.trail) {
    const node = nodeOf(flow, key)
    if (!node || node.kind === 'end' || node.kind === 'checklist') continue
    const stems = new Set(contentStems(wordingOf(node)))
    const shared = meant.filter((stem) => stems.has(stem)).length
    if (shared > 0 && shared >= most) {
      best = node
      most = shared
    }
  }
  return best
}

const askOf = (node: FlowNode): string =>
  node.kind === 'question' ? node.ask : node.kind === 'conclusion' ? node.verify : ''

const wordingOf = (node: FlowNode): string =>
  node.kind === 'question'
    ? `${node.ask} ${node.task?.text ?? ''} ${node.hypothesis ?? ''}`
    : node.kind === 'conclusion'
      ? node.hypothesis
      : ''
