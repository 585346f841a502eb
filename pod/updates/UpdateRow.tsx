import { useSignal } from '@preact/signals'
import { ChevronDown, ChevronRight } from 'lucide-preact'
import { useId } from 'preact/hooks'
import type { Update } from '../../shared/contracts/updates.ts'
import { Icon } from '../ui/Icon.tsx'
import { Markdown } from '../ui/Markdown.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Time } from '../ui/Time.tsx'
import { deliveryWords, lengthNames, readerRows } from './update-words.ts'

/** One update of a case: for whom, when, how long, what became of it; pressed, its text. */
export function UpdateRow({ update }: { update: Update }) {
  const open = useSignal(false)
  const body = useId()
  const { icon, tone, name } = readerRows[update.audience]
  return (
    <li>
      <button
        type="button"
        class="w-full min-h-28px py-2px grid grid-cols-[16px_minmax(0,1fr)_auto_14px] items-center gap-x-2 text-left cursor-pointer hover:bg-hover"
        aria-expanded={open.value}
        aria-controls={body}
        onClick={() => {
          open.value = !open.value
        }}
      >
        <Icon of={icon} size={14} class={tone} />
        <span class="min-w-0 flex flex-wrap items-baseline gap-x-2">
          <span>{name}</span>
          <span class="micro">{lengthNames[update.length]}</span>
          <span class="meta">{deliveryWords(update)}</span>
        </span>
        <Time at={update.generated_at} class="meta whitespace-nowrap" />
        <Icon of={open.value ? ChevronDown : ChevronRight} size={14} class="text-muted" />
      </button>
      <div id={body} hidden={!open.value} class="pl-6 pb-2">
        {open.value && (
          <>
            {update.subject && (
              <p class="pb-1">
                <span class="text-muted">Subject</span> <Plain text={update.subject} class="font-600" />
              </p>
            )}
            <Markdown text={update.content} class="text-base" />
            <p class="meta pt-1">{update.created_by}</p>
          </>
        )}
      </div>
    </li>
  )
}
