import { useSignal } from '@preact/signals'
import { AlarmClock } from 'lucide-preact'
import type { Audience } from '../../shared/contracts/updates.ts'
import { mostReminderDays } from '../../shared/limits.ts'
import { Button } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import type { ReminderActs } from './reminder-acts.ts'
import { asField, dueTime, fromField } from './reminder-words.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
export const choices = [
  { minutes: 15, label: 'In 15 min' },
  { minutes: 30, label: 'In 30 min' },
  { minutes: 60, label: 'In 1 h' },
] as const
export const inMinutes = (minutes: number) => new Date(Date.now() + minutes * minuteMs).toISOString()

/** When an update for these readers is due: soon, or at a time of one's own. */
export function RemindMe({ acts, audience }: { acts: ReminderActs; audience: Audience }) {
  const custom = useSignal(false)
  if (custom.value)
    return (
      <OwnTime
        acts={acts}
        audience={audience}
        onClose={() => {
          custom.value = false
        }}
      />
    )
  return (
    <Menu
      label="Remind me"
      icon={AlarmClock}
      left
      trigger={(open, toggle) => (
        <Button
          kind="quiet"
          icon={AlarmClock}
          label="Remind me of the next update"
          busy={acts.busy.value}
          class={open ? 'bg-hover' : ''}
          onPress={toggle}
        >
          Remind me
        </Button>
      )}
      items={[
        ...choices.map(({ minutes, label }) => ({
          label,
          onPick: () => void acts.set(inMinutes(minutes), audience),
        })),
        {
          label: 'At a time…',
          onPick: () => {
            custom.value = true
          },
        },
      ]}
    />
  )
}

function OwnTime(props: { acts: ReminderActs; audience: Audience; onClose: () => void }) {
  const { acts, audience, onClose } = props
  const now = Date.now()
  const value = useSignal(asField(now + 60 * minuteMs))
  const at = fromField(value.value)
  const isAhead = at !== null && Date.parse(at) > now
  const set = async () => {
    if (at && (await acts.set(at, audience))) onClose()
  }
  return (
    <form
      class="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (isAhead) void set()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <input
        type="datetime-local"
        class="input w-[auto]!"
        aria-label="When to remind me"
        autofocus
        min={asField(now)}
        max={asField(now + mostReminderDays * dayMs)}
        value={value.value}
        onInput={(event) => {
          value.value = event.currentTarget.value
        }}
      />
      <Button submit busy={acts.busy.value} why={isAhead ? undefined : 'Choose a time to come'}>
        {isAhead ? `Remind me ${dueTime(at)}` : 'Remind me'}
      </Button>
      <Button kind="quiet" onPress={onClose}>
        Cancel
      </Button>
    </form>
  )
}
