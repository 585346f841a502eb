import { Check, GripVertical } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import type { Task, TaskState } from '../../shared/contracts/tasks.ts'
import type { PanelActs } from '../case/panel-acts.ts'
import type { Shape } from '../frame/use-shape.ts'
import { Button } from '../ui/Button.tsx'
import { stripHidden } from '../ui/clean-text.ts'
import { Icon } from '../ui/Icon.tsx'
import { RowProblem } from '../ui/InlineEditor.tsx'
import type { MenuItem } from '../ui/Menu.tsx'
import { Plain } from '../ui/Plain.tsx'
import { RowEnd, RowMenu } from '../ui/RowMenu.tsx'
import { usePointed } from '../ui/use-pointed.ts'
import { Command } from './Command.tsx'
import { TaskEditor } from './TaskEditor.tsx'
import { standingOf, Tick } from './Tick.tsx'

type Props = {
  task: Task
  index: number
  count: number
  acts: PanelActs
  shape: Shape
  canWork: boolean
  /** The case is not worked on just now: nothing calls for attention. */
  isAtRest: boolean
  isDragged: boolean
  isCorrected: boolean
  isPointed: boolean
  onCorrecting: () => void
  onGrip: (event: PointerEvent) => void
}
type Editing = 'text' | 'result' | null

/** One step. The sign ticks it, the menu holds the rest, Alt with an arrow moves it. */
export function TaskRow(props: Props) {
  const { task, index, count, acts, shape, canWork } = props
  const [editing, setEditing] = useState<Editing>(null)
  const { isCorrected, onCorrecting } = props
  useEffect(() => {
    if (!isCorrected) return
    setEditing('result')
    onCorrecting()
  }, [isCorrected, onCorrecting])
  const { ref, mark } = usePointed<HTMLLIElement>(props.isPointed)
  const isActive = task.state === 'active'
  const standing = standingOf(task)
  const isClosed = standing === 'done' || standing === 'skipped'
  const problem = acts.problems.value[task.id]
  const complaint = problem && <RowProblem text={problem.message} class="py-2px" />
  const words = stripHidden(task.text)
  const isTallActive = isActive && shape === 'tall' && !editing
  const look = isActive
    ? `${props.isAtRest ? 'relative' : 'edge-blue'} bg-raised min-h-48px py-6px my-2px ${shape === 'low' ? 'mt-0' : ''} wide:py-8px wide:my-4px`
    : task.result
      ? 'items-start py-3px wide:py-0'
      : ''
  const byKey = (event: KeyboardEvent) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!canWork || editing || !event.altKey || !by || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const to = index + by
    if (to >= 0 && to < count) void acts.moveTask(task, to)
  }
  const cells = (
    <>
      <Tick
        task={task}
        tone={props.isAtRest && isActive ? 'text-muted' : undefined}
        canWork={canWork}
        onTick={() => void acts.setTask(task, { state: isClosed ? 'pending' : 'done' })}
      />
      <div class="min-w-0 wide:text-wide">
        {editing ? (
          <TaskEditor task={task} what={editing} acts={acts} onClose={() => setEditing(null)} />
        ) : isActive ? (
          <Plain as="div" cut={shape === 'low'} text={words} title={words} class="font-600" />
        ) : (
          <ClosedText task={task} shape={shape} />
        )}
        {isActive && !isTallActive && !editing && <ActiveText task={task} shape={shape} />}
        {isActive && shape === 'wide' && canWork && !editing && (
          <div class="flex items-center gap-2 mt-1">
            <Button icon={Check} onPress={() => acts.setTask(task, { state: 'done' })}>
              Done
            </Button>
            <Button kind="quiet" onPress={() => setEditing('result')}>
              Record result
            </Button>
            <Button kind="quiet" onPress={() => acts.setTask(task, { state: 'skipped' })}>
              Skip
            </Button>
          </div>
        )}
        {!isTallActive && complaint}
      </div>
      {!editing && (
        <div
          class={`flex items-center gap-1 wide:self-start wide:h-20px ${isActive || !task.result ? 'self-center' : 'self-start'}`}
        >
          {isActive && shape !== 'wide' && canWork && (
            <Button icon={Check} onPress={() => acts.setTask(task, { state: 'done' })}>
              Done
            </Button>
          )}
          <RowEnd
            words={standing === 'skipped' || standing === 'told' ? standing : undefined}
            menu={
              canWork && <RowMenu label={`More for step ${index + 1}`} items={menuOf(props, setEditing)} />
            }
            isOpen={isActive && shape !== 'wide'}
          />
        </div>
      )}
    </>
  )
  return (
    <li
      ref={ref}
      data-task={task.id}
      aria-current={isActive ? 'step' : undefined}
      class={`group relative ${look} ${props.isDragged ? 'bg-hover' : ''} ${mark} ${isTallActive ? '' : 'row-li wide:items-baseline'}`}
      onKeyDown={byKey}
    >
      {canWork && shape !== 'low' && <Grip text={task.text} onGrip={props.onGrip} />}
      {isTallActive ? (
        <>
          {/* while the pod scrolls on to its question, the name of the step stays under the head of the steps */}
          <div data-sticks="" class="row-li pl-10px ml-2px sticky top-28px z-1 bg-raised">
            {cells}
          </div>
          <div class="pl-9 pr-3">
            <ActiveText task={task} shape={shape} />
            {complaint}
          </div>
        </>
      ) : (
        cells
      )}
    </li>
  )
}

function menuOf({ task, index, count, acts }: Props, edit: (what: Editing) => void): (MenuItem | 'line')[] {
  const set = (state: TaskState) => () => acts.setTask(task, { state })
  const { state } = task
  const move = (label: string, to: number, keys: string): MenuItem => ({
    label,
    keys,
    why: to < 0 || to >= count ? 'It is there already' : undefined,
    onPick: () => acts.moveTask(task, to),
  })
  return [
    ...(state === 'pending' ? [{ label: 'Start this step', onPick: set('active') }] : []),
    ...(state === 'done' ? [] : [{ label: 'Done', onPick: set('done') }]),
    { label: task.result ? 'Change the result' : 'Record result', onPick: () => edit('result') },
    ...(state === 'skipped' || state === 'done' ? [] : [{ label: 'Skip', onPick: set('skipped') }]),
    ...(state === 'skipped' || state === 'done' ? [{ label: 'Not done yet', onPick: set('pending') }] : []),
    { label: 'Edit the words', onPick: () => edit('text') },
    'line',
    move('Move up', index - 1, 'Alt+↑'),
    move('Move down', index + 1, 'Alt+↓'),
    ...(task.source === 'engineer'
      ? [{ label: 'Delete', danger: true, onPick: () => acts.removeTask(task) }]
      : []),
  ]
}

function ClosedText({ task, shape }: { task: Task; shape: Shape }) {
  const { text, result } = task
  const words = stripHidden(text)
  const standing = standingOf(task)
  const isClosed = standing === 'done' || standing === 'skipped'
  return (
    <>
      <Plain
        as="div"
        cut
        text={words}
        title={[words, result].filter(Boolean).join(' → ')}
        class={`wide:whitespace-normal wide:[overflow-wrap:anywhere] ${isClosed ? 'text-muted' : ''}`}
      />
      {result && shape !== 'low' && <Plain as="div" cut text={result} class="meta mb-2px" />}
    </>
  )
}

/** What stands under the name of the step in hand. */
function ActiveText({ task, shape }: { task: Task; shape: Shape }) {
  const { detail, result, command } = task
  return (
    <>
      {detail && <Plain as="div" cut={shape === 'low'} text={detail} class="meta" />}
      {result && <Plain as="div" text={result} class="meta text-text" />}
      {command && shape !== 'low' && <Command task={task} />}
    </>
  )
}

function Grip(props: { text: string; onGrip: (event: PointerEvent) => void }) {
  return (
    <span
      aria-hidden="true"
      title="Drag to move; Alt with ↑ or ↓ does the same"
      class={`absolute left-0 inset-y-0 w-12px wide:w-20px flex items-center justify-center text-muted cursor-grab touch-none opacity-0 group-hover:opacity-100 group-focus-within:opacity-100 coarse:opacity-100`}
      onPointerDown={props.onGrip}
    >
      <Icon of={GripVertical} size={12} />
    </span>
  )
}
