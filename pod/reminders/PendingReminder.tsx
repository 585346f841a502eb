import { AlarmClock, AlarmClockPlus, X } from 'lucide-preact'
import type { Reminder } from '../../shared/contracts/reminders.ts'
import { usePod } from '../pod.ts'
import { IconButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Menu } from '../ui/Menu.tsx'
import { choices } from './RemindMe.tsx'
import type { ReminderActs } from './reminder-acts.ts'
import { dueFor, dueTime } from './reminder-words.ts'

/** One that waits: when, for whom, whose it is; put off or cancelled here. */
export function PendingReminder({ acts, reminder }: { acts: ReminderActs | null; reminder: Reminder }) {
  const { remind_at, audience, created_by } = reminder
  const isMine = usePod().me.value?.user.id === created_by.id
  const later = (minutes: number) => new Date(Date.parse(remind_at) + minutes * 60_000).toISOString()
  return (
    <div class="flex items-center gap-2 min-h-28px">
      <Icon of={AlarmClock} size={14} class="text-cyan" />
      <span class="flex-1 min-w-0 cut">
        <time dateTime={remind_at}>{dueTime(remind_at)}</time>{' '}
        <span class="text-muted">
          {dueFor[audience]}
          {!isMine && `, ${created_by.name} is reminded`}
        </span>
      </span>
      {acts && (
        <span class="flex flex-none">
          <Menu
            label="Put it off"
            icon={AlarmClockPlus}
            items={choices.map(({ minutes, label }) => ({
              label: label.replace('In ', 'By '),
              onPick: () => void acts.move(reminder, later(minutes)),
            }))}
          />
          <IconButton
            icon={X}
            size={14}
            label={`Cancel the reminder of ${dueTime(remind_at)}`}
            busy={acts.busy.value}
            onPress={() => acts.cancel(reminder)}
          />
        </span>
      )}
    </div>
  )
}
