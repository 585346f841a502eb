import { Check, Circle, type LucideIcon, MessageSquare, Minus } from 'lucide-preact'
import type { Task, TaskState } from '../../shared/contracts/tasks.ts'
import { stripHidden } from '../ui/clean-text.ts'
import { Icon } from '../ui/Icon.tsx'
import { NowSign } from './NowSign.tsx'
import { isTold } from './task-order.ts'

const signs: Record<TaskState | 'told', { icon: LucideIcon | null; tone: string; words: string }> = {
  done: { icon: Check, tone: 'text-green', words: 'done' },
  active: { icon: null, tone: 'text-blue', words: 'in hand' },
  pending: { icon: Circle, tone: 'text-muted', words: 'not done yet' },
  skipped: { icon: Minus, tone: 'text-muted', words: 'skipped' },
  told: { icon: MessageSquare, tone: 'text-muted', words: 'told' },
}

export const standingOf = (task: Task) => (isTold(task) ? 'told' : task.state)

/** The sign of a step, which ticks it. */
export function Tick(props: { task: Task; tone: string | undefined; canWork: boolean; onTick: () => void }) {
  const { task } = props
  const standing = standingOf(task)
  const sign = signs[standing]
  const isDone = standing === 'done'
  const tone = props.tone ?? sign.tone
  const drawing = sign.icon ? <Icon of={sign.icon} class={tone} /> : <NowSign class={tone} />
  if (!props.canWork)
    return (
      <span role="img" aria-label={sign.words} class="wide:self-start wide:mt-2px">
        {drawing}
      </span>
    )
  return (
    // biome-ignore lint/a11y/useSemanticElements: the sign is the box
    <button
      type="button"
      role="checkbox"
      aria-checked={isDone}
      aria-label={`${stripHidden(task.text)} (${sign.words})`}
      title={isDone || standing === 'skipped' ? 'Not done yet' : 'Done'}
      class={`hit -m-4px p-4px rounded cursor-pointer hover:bg-hover wide:self-start wide:mt-[-2px] ${task.state !== 'active' && task.result ? 'mt-[-3px]' : ''}`}
      onClick={props.onTick}
    >
      {drawing}
    </button>
  )
}
