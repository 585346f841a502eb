import { tasksAt } from '../../flows/step-words.ts'
import { contentStems } from '../../language/content-stems.ts'
import type { TaskTold, TurnOutput } from '../protocol.ts'
import { goOn, stay } from './go-on.ts'
import type { Here } from './here.ts'
import { noted } from './noted.ts'
import { quoted, same } from './words.ts'

/** A step by the engineer's own name for it, else the question or the step in hand. */
export function skip(here: Here, slot: string): TurnOutput {
  const { node } = here
  const open = here.case.tasks.filter(({ state }) => state === 'pending' || state === 'active')
  const named = slot ? stepNamed(open, slot) : null
  const ofNode = tasksAt(node).map(({ text }) => text)
  const isLed = node.kind === 'question' || node.kind === 'conclusion'
  const isOfNode = (task: TaskTold) => ofNode.some((text) => same(text, task.text))
  if (named && !(node.kind === 'question' && isOfNode(named))) return leftOut(here, named, open)
  if (isLed && (named || !slot || isVague(slot) || node.kind === 'question'))
    return goOn(here, { leave: true }, { says: 'We leave that open.', keeps: false })
  const inHand = open.find(({ state }) => state === 'active')
  if (inHand && (!slot || isVague(slot))) return leftOut(here, inHand, open)
  return stay(
    here,
    noted(here, slot ? `No open step is called ${quoted(slot)}.` : 'There is nothing to skip.'),
  )
}

/** The step stays in the list as skipped, and the next one is in hand. */
function leftOut(here: Here, task: TaskTold, open: readonly TaskTold[]): TurnOutput {
  const next =
    task.state === 'active' ? open.find((one) => one !== task && one.state === 'pending') : undefined
  const then = next ? ` Next: ${next.text}.` : ''
  return stay(here, `Skipped: ${quoted(task.text)}.${then}`, {
    task_changes: [
      { id: task.id, state: 'skipped', known: 'keep', result: '' },
      ...(next ? [{ id: next.id, state: 'active' as const, known: 'keep' as const, result: '' }] : []),
    ],
  })
}

/** The open step that shares most with these words. */
function stepNamed(open: readonly TaskTold[], slot: string): TaskTold | null {
  const meant = contentStems(slot).filter((stem) => !vague.has(stem))
  let best: TaskTold | null = null
  let most = 0
  for (const task of open) {
    const stems = contentStems(task.text)
    const shared = meant.filter((stem) => stems.includes(stem)).length
    if (shared > most) [best, most] = [task, shared]
  }
  return best
}

const vague = new Set(
  contentStems(
    'thing step part check question stuff bit point task schritt punkt frage ding sache teil prüfung',
  ),
)
const isVague = (slot: string): boolean => contentStems(slot).every((stem) => vague.has(stem))
