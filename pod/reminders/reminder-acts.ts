import { signal } from '@preact/signals'
import type { Reminder, UpdatePromises } from '../../shared/contracts/reminders.ts'
import type { Audience } from '../../shared/contracts/updates.ts'
import { bodyOf } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'
import { toast } from '../ui/Toasts.tsx'
import { dueTime } from './reminder-words.ts'

export type ReminderActs = ReturnType<typeof createReminderActs>

/** What is done with the reminders of one case; the case itself brings them as they stand. */
export function createReminderActs({ api }: Pick<Pod, 'api'>, session_id: string) {
  const one = api.client['ai-sessions'][':id']
  const param = { id: session_id }
  const busy = signal(false)
  const attempt = async <T>(work: () => Promise<T>): Promise<T | null> => {
    if (busy.peek()) return null
    busy.value = true
    try {
      return await work()
    } catch (error) {
      toast(asProblem(error).message, { tone: 'bad' })
      return null
    } finally {
      busy.value = false
    }
  }
  const of = ({ id: reminder_id }: Reminder) => ({ param: { ...param, reminder_id } })
  const move = (reminder: Reminder, remind_at: string) =>
    attempt(() => bodyOf(one.reminders[':reminder_id'].$patch({ ...of(reminder), json: { remind_at } })))
  const cancel = async (reminder: Reminder): Promise<void> => {
    const done = await attempt(() => bodyOf(one.reminders[':reminder_id'].$delete(of(reminder))))
    if (done)
      toast('Reminder cancelled', {
        action: { label: 'Undo', onPress: () => void move(reminder, reminder.remind_at) },
      })
  }
  const sayWasSet = (made: Reminder) =>
    toast(`You are reminded ${dueTime(made.remind_at)}`, {
      tone: 'good',
      action: { label: 'Undo', onPress: () => void cancel(made) },
    })
  return {
    busy,
    /** With its undo. */
    sayWasSet,
    set: async (remind_at: string, audience: Audience): Promise<Reminder | null> => {
      const made = await attempt(() => bodyOf(one.reminders.$post({ param, json: { remind_at, audience } })))
      if (made) sayWasSet(made)
      return made
    },
    move: async (reminder: Reminder, remind_at: string): Promise<void> => {
      const moved = await move(reminder, remind_at)
      if (moved) toast(`You are reminded ${dueTime(moved.remind_at)}`, { tone: 'good' })
    },
    cancel,
    /** What an update promises; nothing where that cannot be read now. */
    promises: async (update_id: string): Promise<UpdatePromises['items']> => {
      const { timeZone: time_zone } = Intl.DateTimeFormat().resolvedOptions()
      const read = one.updates[':update_id'].promises.$get({
        param: { ...param, update_id },
        query: { time_zone },
      })
      return bodyOf(read).then(
        ({ items }) => items,
        () => [],
      )
    },
  }
}
