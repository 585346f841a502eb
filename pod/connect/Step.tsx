import { ChevronDown, ChevronRight, CircleCheck } from 'lucide-preact'
import type { ComponentChildren, Ref } from 'preact'
import { useId } from 'preact/hooks'
import { Icon } from '../ui/Icon.tsx'

/** One step: its number or that it is done, what it says of itself, and what it asks when it is open. */
export function Step(props: {
  number: number
  title: string
  standing: 'done' | 'open' | 'waits'
  says: string
  open: boolean
  headRef: Ref<HTMLButtonElement>
  onToggle: () => void
  children: ComponentChildren
}) {
  const { number, title, standing, says, open, headRef, onToggle } = props
  const body = useId()
  const waits = standing === 'waits'
  const sign =
    standing === 'done' ? (
      <Icon of={CircleCheck} class="text-green" />
    ) : (
      <span aria-hidden="true" class={`w-16px text-center font-600 ${open ? 'text-blue' : 'text-muted'}`}>
        {number}
      </span>
    )
  const words = (
    <>
      {sign}
      <span class="font-600">{title}</span>
      <span class="meta min-w-0 [overflow-wrap:anywhere] flex-1 text-right">{says}</span>
    </>
  )
  return (
    <li class={`b b-solid b-line rounded-card overflow-hidden ${open ? 'edge-blue' : ''}`}>
      <h2>
        {waits ? (
          <span class="flex items-center gap-3 min-h-44px px-3 text-muted">{words}</span>
        ) : (
          <button
            type="button"
            ref={headRef}
            class="w-full flex items-center gap-3 min-h-44px px-3 text-left cursor-pointer hover:bg-hover focus-visible:-outline-offset-2"
            aria-expanded={open}
            aria-controls={body}
            onClick={onToggle}
          >
            {words}
            <Icon of={open ? ChevronDown : ChevronRight} size={14} class="text-muted" />
          </button>
        )}
      </h2>
      <div id={body} hidden={!open} class="px-3 pt-2 pb-4 wide:pl-40px grid grid-cols-1 gap-4">
        {open && props.children}
      </div>
    </li>
  )
}
