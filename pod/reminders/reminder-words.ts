import type { Reminder, UpdatePromise } from '../../shared/contracts/reminders.ts'
import type { Audience } from '../../shared/contracts/updates.ts'
import { localOf } from '../ui/form/local-time.ts'
import { clockTime, isToday, weekdayAndDay } from '../ui/when.ts'

/** Mon 30 Nov, 14:50: a time to come is said with its day of the week. */
export const dueTime = (at: string): string => `${weekdayAndDay(at)}, ${clockTime(at)}`

/** The same where there is little room: 14:50 of today. */
export const dueShort = (at: string): string => (isToday(at) ? clockTime(at) : dueTime(at))

export const dueFor: Record<Audience, string> = {
  ticket_notes: 'Ticket notes',
  client_update: 'Client update',
  email_draft: 'E-mail',
}

export const isPending = ({ status }: Reminder): boolean => status === 'pending'

/** Whether a reminder of what a text promises can still be set: not once it fired, or its time is over. */
export const isOpenPromise = (
  { remind_at }: Pick<UpdatePromise, 'remind_at'>,
  reminders: readonly Pick<Reminder, 'remind_at' | 'status'>[],
  now: number,
): boolean =>
  Date.parse(remind_at) > now &&
  !reminders.some((one) => one.status !== 'cancelled' && one.remind_at === remind_at)

/** What a datetime field takes and gives: the clock on this machine's wall. */
export const asField = (at: number): string => localOf(new Date(at).toISOString())

/** Null for what is no time yet. */
export function fromField(value: string): string | null {
  const at = new Date(value)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}
