import type { ReadonlySignal } from '@preact/signals'
import { AlarmClock } from 'lucide-preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { UpdatePromise } from '../../shared/contracts/reminders.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import type { Audience, Update } from '../../shared/contracts/updates.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Plain } from '../ui/Plain.tsx'
import { PendingReminder } from './PendingReminder.tsx'
import { RemindMe } from './RemindMe.tsx'
import { createReminderActs, type ReminderActs } from './reminder-acts.ts'
import { dueTime, isOpenPromise, isPending } from './reminder-words.ts'

type Props = {
  session: { session_id: string; detail: ReadonlySignal<SessionDetail | null> }
  update: Update | null
  audience: Audience
  /** It was posted in this sheet. */
  isPosted: boolean
  /** Scrolls with the draft, where there is no room for a line of its own. */
  inDraft?: boolean
}

/** Under a draft: when the next update is due, what waits already, and what the text that went out promises. */
export function RemindLine({ session, update, audience, isPosted, inDraft }: Props) {
  const pod = usePod()
  const acts = useMemo(() => createReminderActs(pod, session.session_id), [pod, session])
  const detail = session.detail.value
  const shared = detail?.updates.find(({ update_id }) => update_id === update?.update_id)
  const promise = usePromise(acts, isPosted || shared?.copied_at ? (update?.update_id ?? null) : null)
  if (!detail || detail.status === 'resolved') return null
  const waiting = detail.reminders.filter(isPending)
  const isOffered = promise && isOpenPromise(promise, detail.reminders, Date.now())
  return (
    <div
      class={`flex-none grid grid-cols-[minmax(0,1fr)] gap-1 py-1 b-t b-t-solid b-line ${inDraft ? 'mt-2' : 'px-3 wide:px-5'}`}
    >
      {isOffered && <Offer {...{ acts, promise, audience }} />}
      {waiting.map((reminder) => (
        <PendingReminder key={reminder.id} {...{ acts, reminder }} />
      ))}
      <div class="-ml-6px">
        <RemindMe acts={acts} audience={audience} />
      </div>
    </div>
  )
}

function Offer(props: { acts: ReminderActs; promise: UpdatePromise; audience: Audience }) {
  const { acts, promise, audience } = props
  return (
    <p class="flex flex-wrap items-center gap-x-2 gap-y-1 py-1">
      <span class="flex-1 basis-140px min-w-0">
        You promised <Plain text={`“${promise.words}”`} class="font-500" />
      </span>
      <Button
        kind="primary"
        icon={AlarmClock}
        busy={acts.busy.value}
        onPress={() => acts.set(promise.remind_at, audience)}
      >
        Remind me {dueTime(promise.remind_at)}
      </Button>
    </p>
  )
}

/** The soonest that the text promises, once it went out. */
function usePromise(acts: ReminderActs, update_id: string | null): UpdatePromise | null {
  const [found, setFound] = useState<UpdatePromise | null>(null)
  useEffect(() => {
    let isGone = false
    setFound(null)
    if (update_id) void acts.promises(update_id).then(([first]) => !isGone && setFound(first ?? null))
    return () => {
      isGone = true
    }
  }, [acts, update_id])
  return found
}
