import type { PickedUp } from '../../shared/contracts/handoff-calls.ts'
import type { Brief, ResumeMode } from '../../shared/contracts/handoffs.ts'
import type { Task } from '../../shared/contracts/tasks.ts'
import { sameText } from '../language/same-text.ts'

type Step = Pick<Task, 'id' | 'text' | 'state'>

/** What to do first: continued, the step in hand; begun afresh, what the brief suggests. */
export function nextStep(mode: ResumeMode, tasks: readonly Step[], brief: Brief): PickedUp['next_step'] {
  const inHand =
    tasks.find(({ state }) => state === 'active') ?? tasks.find(({ state }) => state === 'pending')
  const suggested = brief.suggested_steps.find((text) => !tasks.some((task) => isDone(task, text)))
  const text = mode === 'fresh' ? (suggested ?? inHand?.text) : (inHand?.text ?? suggested)
  if (text === undefined) return null
  const task = tasks.find((each) => each.state !== 'done' && sameText(each.text) === sameText(text))
  return { text, task_id: task?.id ?? null }
}

const isDone = (task: Step, text: string) => task.state === 'done' && sameText(task.text) === sameText(text)
