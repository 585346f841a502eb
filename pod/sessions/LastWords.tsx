import { PenLine } from 'lucide-preact'
import type { ListedSession } from '../../shared/contracts/session-lists.ts'
import { usePod } from '../pod.ts'
import { Icon } from '../ui/Icon.tsx'
import { Plain } from '../ui/Plain.tsx'

/** The last words of a case, and a sign where one has an unsent message in it. */
export function LastWords({ case: each }: { case: ListedSession }) {
  const typed = usePod().drafts.typed(`session-${each.id}`)
  const hasDraft = typed === undefined ? each.has_draft : typed.trim() !== ''
  if (!each.newest && !hasDraft) return null
  return (
    <span class="col-span-2 min-w-0 flex items-center gap-1 meta">
      {hasDraft && (
        <span title="You have an unsent message here" class="flex">
          <Icon of={PenLine} size={12} class="text-amber" />
          <span class="sr-only">Unsent message. </span>
        </span>
      )}
      {each.newest && (
        <Plain cut text={`${each.newest.by === 'flowpilot' ? 'fp: ' : ''}${each.newest.text}`} />
      )}
    </span>
  )
}
