import { ChevronDown, ChevronUp, ListChecks } from 'lucide-preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { spellMinutes } from '../../shared/durations.ts'
import { act, useActs } from '../acts/acts.ts'
import type { PanelActs } from '../case/panel-acts.ts'
import type { Shape } from '../frame/use-shape.ts'
import { AddButton, whileUnfolded } from '../ui/AddButton.tsx'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { InlineEditor } from '../ui/InlineEditor.tsx'
import { keepInSight } from '../ui/keep-in-sight.ts'
import { Section } from '../ui/Section.tsx'
import { TaskRow } from './TaskRow.tsx'
import { countWords, dropIndex, moveTask, tasksInView } from './task-order.ts'

/** Rows at once, so that the question below them stays in sight; the others are one button away. */
function mostRows(shape: Shape, height: number): number {
  if (shape === 'wide') return Number.POSITIVE_INFINITY
  return shape === 'low' ? 1 : Math.min(9, Math.max(2, 2 + Math.floor((height - 620) / 28)))
}

/** The checklist: one step in hand, ticked, skipped, moved, worded and added where it stands. */
export function Steps(props: {
  detail: SessionDetail
  acts: PanelActs
  shape: Shape
  /** Of the whole pod, in px. */
  height: number
  canWork: boolean
  isThinking: boolean
  /** The step whose result is to be corrected now; told back once its editor is open. */
  correct_id: string | null
  /** The row that something refers to just now. */
  pointed: string | null
  onCorrecting: () => void
}) {
  const { acts, shape, canWork } = props
  const gone = acts.removing.value
  const detail =
    gone.size === 0
      ? props.detail
      : { ...props.detail, tasks: props.detail.tasks.filter(({ id }) => !gone.has(id)) }
  const [open, setOpen] = useState(false)
  const [adding, setAdding] = useState(false)
  const list = useRef<HTMLUListElement>(null)
  const drag = useDrag(list, detail, acts)
  const tasks = drag.moved
  const most = mostRows(shape, props.height)
  const view = tasksInView(tasks, open ? tasks.length : most)
  const canFold = tasks.length > most
  const isLow = shape === 'low'
  const { correct_id, pointed } = props
  const wanted_id = correct_id ?? pointed
  const isWanted = tasks.some(({ id }) => id === wanted_id)
  const isFoldedAway = isWanted && !view.rows.some(({ id }) => id === wanted_id)
  useEffect(() => {
    if (isFoldedAway) setOpen(true)
  }, [isFoldedAway])
  useActs('case', () => [
    act('addStep', {
      why: () => (canWork ? null : 'This case cannot be changed by you now.'),
      run: (words) => (words ? acts.addTask(words) : setAdding(true)),
    }),
  ])
  const active_id = tasks.find(({ state }) => state === 'active')?.id
  useLayoutEffect(() => {
    if (active_id) keepInSight(list.current?.querySelector<HTMLElement>('[aria-current="step"]'))
  }, [active_id])
  const fold = (label: string) => (
    <Button kind="quiet" small class="-mr-6px" onPress={() => setOpen(!open)}>
      {label}
      {isLow && <Icon of={open ? ChevronUp : ChevronDown} size={12} />}
    </Button>
  )
  return (
    <Section
      id="steps"
      title="Steps"
      foldable={!isLow}
      sticks={shape === 'tall'}
      unfold={isWanted || adding}
      count={tasks.length > 0 ? countWords(tasks) : undefined}
      end={
        <>
          {!isLow && <span class="wide:hidden slim:hidden">{spellMinutes(detail.active_minutes)}</span>}
          {canFold && <span class={whileUnfolded}>{fold(open ? 'Fewer' : 'All steps')}</span>}
          {canWork && !isLow && (
            <AddButton label="Add step" isAdding={adding} onPress={() => setAdding(true)} />
          )}
        </>
      }
    >
      <ul ref={list} class={drag.id ? 'select-none' : ''}>
        {view.rows.map((task, at) => (
          <TaskRow
            key={task.id}
            task={task}
            index={at + view.before}
            count={tasks.length}
            acts={acts}
            shape={shape}
            canWork={canWork}
            isAtRest={detail.status !== 'active'}
            isDragged={drag.id === task.id}
            isCorrected={correct_id === task.id}
            isPointed={pointed === task.id}
            onCorrecting={props.onCorrecting}
            onGrip={(event) => drag.begin(event, task.id)}
          />
        ))}
      </ul>
      {tasks.length === 0 && !adding && <Empty isThinking={props.isThinking} canWork={canWork} />}
      {adding && (
        <div class="pl-9 pr-3 wide:pl-12 wide:pr-5">
          <InlineEditor
            label="New step"
            placeholder="What to check or do"
            maxLength={200}
            submit="Add"
            again
            onSave={acts.addTask}
            onClose={() => setAdding(false)}
          />
        </div>
      )}
    </Section>
  )
}

function Empty(props: { isThinking: boolean; canWork: boolean }) {
  const words = props.isThinking
    ? 'FlowPilot is working out the first steps.'
    : props.canWork
      ? 'No steps yet. Say what you see below, or add one of your own.'
      : 'No steps yet.'
  return (
    <p class="row-li text-muted">
      <Icon of={ListChecks} />
      <span>{words}</span>
    </p>
  )
}

/** Moves a row under the pointer; the list shows it at once, the drop tells the server. Escape puts it back. */
function useDrag(list: { current: HTMLUListElement | null }, detail: SessionDetail, acts: PanelActs) {
  const [drag, setDrag] = useState<{ id: string; to: number } | null>(null)
  const now = useRef({ drag, detail, acts })
  now.current = { drag, detail, acts }
  const id = drag?.id
  useEffect(() => {
    if (!id) return
    const follow = (event: PointerEvent) => {
      const rows = [...(list.current?.children ?? [])].filter((row) => row.getAttribute('data-task') !== id)
      const shownBefore = now.current.detail.tasks.findIndex(
        (task) => task.id === rows[0]?.getAttribute('data-task'),
      )
      const own = now.current.detail.tasks.findIndex((task) => task.id === id)
      const middles = rows.map((row) => {
        const { top, height } = row.getBoundingClientRect()
        return top + height / 2
      })
      const skipped = Math.max(0, shownBefore - (own < shownBefore ? 1 : 0))
      setDrag({ id, to: skipped + dropIndex(middles, event.clientY) })
    }
    const end = (event: Event) => {
      const {
        drag: last,
        detail: held,
        acts: { moveTask: send },
      } = now.current
      setDrag(null)
      const at = held.tasks.findIndex((task) => task.id === id)
      const task = held.tasks[at]
      if (event.type === 'pointerup' && task && last && last.to !== at) void send(task, last.to)
    }
    const byKey = (event: KeyboardEvent) => event.key === 'Escape' && end(event)
    window.addEventListener('pointermove', follow)
    window.addEventListener('pointerup', end)
    window.addEventListener('pointercancel', end)
    window.addEventListener('keydown', byKey)
    return () => {
      window.removeEventListener('pointermove', follow)
      window.removeEventListener('pointerup', end)
      window.removeEventListener('pointercancel', end)
      window.removeEventListener('keydown', byKey)
    }
  }, [id, list])
  return {
    id: drag?.id ?? null,
    moved: drag ? moveTask(detail.tasks, drag.id, drag.to) : detail.tasks,
    begin: (event: PointerEvent, taskId: string) => {
      event.preventDefault()
      setDrag({ id: taskId, to: detail.tasks.findIndex((task) => task.id === taskId) })
    },
  }
}
