import { Copy, TriangleAlert } from 'lucide-preact'
import { useMemo, useState } from 'preact/hooks'
import type { Task } from '../../shared/contracts/tasks.ts'
import { usePod } from '../pod.ts'
import { IconButton } from '../ui/Button.tsx'
import { stripHidden } from '../ui/clean-text.ts'
import { Icon } from '../ui/Icon.tsx'
import { toast } from '../ui/Toasts.tsx'
import { useDangers } from './use-dangers.ts'

const origins = {
  flowpilot: 'by FlowPilot',
  flow: 'from the flow',
  engineer: 'by an engineer',
} as const satisfies Record<Task['source'], string>

/** The command of a step, as it is copied: who it comes from, and what is dangerous in it. */
export function Command({ task }: { task: Task }) {
  const { host } = usePod()
  const text = stripHidden(task.command ?? '')
  const [open, setOpen] = useState(false)
  // words that were just selected are to be copied, not folded away
  const toggle = () => getSelection()?.isCollapsed !== false && setOpen(!open)
  const dangersOf = useDangers()
  const dangers = useMemo(() => dangersOf(text), [text, dangersOf])
  const copy = async () => {
    if (await host.copy(text)) toast('Command copied', { tone: 'good' })
    else toast('Copying is not allowed here. Select the command instead.', { tone: 'bad' })
  }
  return (
    <div class="mt-1 mb-1 max-w-540px">
      <div
        class={`flex items-start bg-log b b-solid rounded pl-2 ${dangers.length > 0 ? 'b-amber-edge' : 'b-line'}`}
      >
        <button
          type="button"
          aria-expanded={open}
          title={open ? undefined : 'Show the whole command'}
          class="flex-1 min-w-0 py-4px text-left cursor-pointer select-text"
          onClick={toggle}
        >
          <code
            dir="ltr"
            class={`code block leading-18px ${open ? 'whitespace-pre-wrap [overflow-wrap:anywhere]' : 'cut'}`}
          >
            {text}
          </code>
        </button>
        <IconButton icon={Copy} size={14} label="Copy the command" class="h-26px w-26px" onPress={copy} />
      </div>
      <div class="flex items-start justify-between gap-x-3 pt-2px">
        <ul class="grid gap-1px min-w-0">
          {dangers.map((words) => (
            <li key={words} class="flex items-start gap-6px text-meta text-amber">
              <Icon of={TriangleAlert} size={12} class="mt-2px" />
              {words}
            </li>
          ))}
        </ul>
        <span class="meta whitespace-nowrap">{origins[task.source]}</span>
      </div>
    </div>
  )
}
