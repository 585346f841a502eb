import { useSignal } from '@preact/signals'
import { AlarmClock, X } from 'lucide-preact'
import type { Notification } from '../../shared/contracts/notifications.ts'
import { bodyOf } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'
import { usePod } from '../pod.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Time } from '../ui/Time.tsx'
import { toast } from '../ui/Toasts.tsx'
import { unreadOf } from './bell-count.ts'
import { aboutOf, headingOf } from './bell-words.ts'
import { openNotified } from './open-notified.ts'

const snoozeMinutes = 10

/** The newest update that is due, over whatever is in view, until it is shared, put off or dismissed. */
export function DueBand() {
  const [first, ...others] = unreadOf(usePod()).due.value
  return first ? <Due key={first.id} of={first} others={others.length} /> : null
}

function Due({ of, others }: { of: Notification; others: number }) {
  const pod = usePod()
  const busy = useSignal(false)
  const { notifications } = pod.api.client
  const attempt = async (work: () => Promise<unknown>) => {
    busy.value = true
    await work().catch((error: unknown) => toast(asProblem(error).message, { tone: 'bad' }))
    busy.value = false
  }
  const dismiss = () => attempt(() => bodyOf(notifications[':id'].read.$post({ param: { id: of.id } })))
  const snooze = () =>
    attempt(async () => {
      const { reminders } = pod.api.client['ai-sessions'][':id']
      const param = { id: of.session_id ?? '', reminder_id: of.reminder_id ?? '' }
      const remind_at = new Date(Date.now() + snoozeMinutes * 60_000).toISOString()
      await bodyOf(reminders[':reminder_id'].$patch({ param, json: { remind_at } }))
      toast(`You are reminded again in ${snoozeMinutes} min`)
    })
  return (
    <Notice
      icon={AlarmClock}
      tone="cyan"
      role="status"
      title={
        <>
          <Plain text={headingOf(of)} class="font-600" />{' '}
          <Time at={of.created_at} class="meta whitespace-nowrap" />
        </>
      }
      next={
        <>
          {aboutOf(of)}
          {others > 0 && `. ${others === 1 ? 'One more is' : `${others} more are`} due, in the bell.`}
        </>
      }
      action={<IconButton icon={X} label="Dismiss" busy={busy.value} onPress={dismiss} />}
    >
      <div class="flex gap-2 pb-1">
        <Button kind="primary" onPress={() => openNotified(pod, of)}>
          {of.here ? 'Share' : 'Open'}
        </Button>
        {of.here && (
          <Button busy={busy.value} onPress={snooze}>
            Again in {snoozeMinutes} min
          </Button>
        )}
      </div>
    </Notice>
  )
}
