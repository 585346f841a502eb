import { AlarmClock, ChevronDown, ChevronRight } from 'lucide-preact'
import { useId, useMemo } from 'preact/hooks'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { usePod } from '../pod.ts'
import { PendingReminder } from '../reminders/PendingReminder.tsx'
import { createReminderActs } from '../reminders/reminder-acts.ts'
import { dueShort, dueTime, isPending } from '../reminders/reminder-words.ts'
import { Icon } from '../ui/Icon.tsx'
import { useRemembered } from '../ui/remember.ts'
import { UpdateRow } from '../updates/UpdateRow.tsx'
import { deliveryWords } from '../updates/update-words.ts'
import { useShareAsked } from './share-asked.ts'
import type { Sheets } from './sheets.tsx'

/** Under the head of a case: what was written for whom and what became of it, and when the next is due. */
export function UpdatesBand(props: { detail: SessionDetail; sheets: Sheets; isLow: boolean }) {
  const { detail, sheets, isLow } = props
  // only a case with a reminder is led to so
  useShareAsked(sheets)
  return isLow ? null : <Band detail={detail} />
}

function Band({ detail }: { detail: SessionDetail }) {
  const pod = usePod()
  const [open, setOpen] = useRemembered('fold.updates', false)
  const body = useId()
  const acts = useMemo(() => createReminderActs(pod, detail.id), [pod, detail.id])
  const waiting = detail.reminders.filter(isPending)
  const updates = detail.updates.toReversed()
  const [newest] = updates
  const [next] = waiting
  return (
    <section aria-label="Updates" class="flex-none b-b b-b-solid b-line">
      <button
        type="button"
        class="w-full h-28px flex items-center gap-2 px-3 wide:px-5 text-left cursor-pointer hover:bg-hover"
        aria-expanded={open}
        aria-controls={body}
        onClick={() => setOpen(!open)}
      >
        <span class="micro flex-none">Updates ({updates.length})</span>
        <span class="flex-1 min-w-0 cut meta">{!open && newest && deliveryWords(newest)}</span>
        {next && (
          <span
            class="flex-none flex items-center gap-1 meta text-cyan"
            title={`Reminder ${dueTime(next.remind_at)}`}
          >
            <Icon of={AlarmClock} size={14} />
            <span class="sr-only">Reminder </span>
            {dueShort(next.remind_at)}
          </span>
        )}
        <Icon of={open ? ChevronDown : ChevronRight} size={14} class="text-muted" />
      </button>
      <div id={body} hidden={!open} class="px-3 wide:px-5 pb-1 max-h-40cqh overflow-y-auto">
        {open && (
          <>
            {waiting.map((reminder) => (
              <PendingReminder
                key={reminder.id}
                reminder={reminder}
                acts={detail.may.includes('share') ? acts : null}
              />
            ))}
            <ul class="list-none m-0 p-0" aria-label="Updates of this case">
              {updates.map((update) => (
                <UpdateRow key={update.update_id} update={update} />
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  )
}
