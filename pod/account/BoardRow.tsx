import { useSignal } from '@preact/signals'
import { ChevronDown, ChevronRight } from 'lucide-preact'
import { useId } from 'preact/hooks'
import type { FlowpilotSettings } from '../../shared/contracts/flowpilot-settings.ts'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/form/Select.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { asOfWords } from './as-of-words.ts'
import type { Read } from './board-statuses-model.ts'
import { type ByBoard, byBoard, type ClosingSettingsModel } from './closing-settings-model.ts'
import { boardLine, statusChoices } from './closing-settings-words.ts'

type Props = { model: ClosingSettingsModel; shown: FlowpilotSettings }
type Board = { id: string; name: string; gone: boolean }

/** A board, folded to what is set for it; opened, the choice among its own statuses. */
export function BoardRow(props: Props & { board: Board; read: Read; onRead: () => void }) {
  const { board, read, onRead, ...rest } = props
  const isOpen = useSignal(false)
  const body = useId()
  const { resolved_status_by_board: resolved, escalated_status_by_board: escalated } = props.shown
  const after = { resolved: resolved[board.id] ?? null, escalated: escalated[board.id] ?? null }
  const open = isOpen.value
  return (
    <li class="b-b b-b-solid b-line">
      <button
        type="button"
        class="w-full min-h-36px py-1 grid grid-cols-[16px_minmax(0,1fr)] wide:grid-cols-[16px_minmax(0,1fr)_minmax(0,1.4fr)] gap-x-2 items-center text-left bg-transparent b-0 cursor-pointer"
        aria-expanded={open}
        aria-controls={open ? body : undefined}
        onClick={() => {
          isOpen.value = !open
          if (!open && !board.gone) onRead()
        }}
      >
        <Icon of={open ? ChevronDown : ChevronRight} size={14} class="text-muted" />
        <Plain cut text={board.name} class="font-500" />
        <span class="meta col-start-2 wide:col-start-auto">{boardLine(after, read?.items ?? null)}</span>
      </button>
      {open && (
        <div id={body} class="pt-1 pb-3 pl-6 grid grid-cols-1 gap-2">
          {board.gone && <p class="text-amber">ConnectWise does not name this board any more.</p>}
          {!read && <Skeleton width="60%" />}
          {read?.problem && <Away problem={read.problem} says="What is set stays." onAgain={onRead} />}
          {read?.as_of && <Away problem={asOfWords('Statuses', read.as_of)} onAgain={onRead} />}
          {read && !read.problem && <Statuses {...rest} {...{ board, statuses: read.items }} />}
        </div>
      )}
    </li>
  )
}

const labels: Record<ByBoard, string> = {
  resolved_status_by_board: 'Status after resolve',
  escalated_status_by_board: 'Status after escalate',
}

function Statuses(props: Props & { board: Board; statuses: readonly { id: string; name: string }[] }) {
  const { model, shown, board, statuses } = props
  return (
    <div class="grid gap-3 grid-cols-1 wide:grid-cols-2">
      {byBoard.map((name) => (
        <Select
          key={name}
          label={labels[name]}
          value={shown[name][board.id] ?? ''}
          onChange={(value) => model.chooseStatus(name, board.id, value || null)}
        >
          {statusChoices(statuses, model.kept.value?.[name][board.id] ?? null).map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      ))}
    </div>
  )
}

/** What could not be read, what that changes, and another try. */
export function Away(props: { problem: string; says?: string; onAgain: () => void }) {
  return (
    <p role="alert" class="flex flex-wrap items-center gap-3">
      <span class="text-amber">
        {props.problem} {props.says}
      </span>
      <Button small onPress={props.onAgain}>
        Try again
      </Button>
    </p>
  )
}
