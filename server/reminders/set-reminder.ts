import type { NewReminder, Reminder, ReminderChange } from '../../shared/contracts/reminders.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import { settle } from '../notifications/notify.ts'
import { findReminder } from '../sessions/reminder-queries.ts'
import { touchSession } from '../sessions/timeline.ts'
import { mustBeAhead, mustLeaveRoom, recorded, writeReminder } from '../sessions/write-reminder.ts'
import { lockedOpen } from './locked-open.ts'
import { setWaiting } from './queries.ts'

/** Has this person told when an update of the case is due. */
export function setReminder(ctx: Ctx, sessionId: string, wanted: NewReminder): Promise<Reminder> {
  return tx(ctx, async (sql) => {
    await lockedOpen(ctx, sql, sessionId)
    const made = await writeReminder(ctx, sql, sessionId, wanted)
    await touchSession(sql, sessionId)
    return made
  })
}

/** Another time for it; one that fired or was cancelled waits again. */
export function moveReminder(
  ctx: Ctx,
  sessionId: string,
  reminderId: string,
  { remind_at, audience }: ReminderChange,
): Promise<Reminder> {
  return tx(ctx, async (sql) => {
    await lockedOpen(ctx, sql, sessionId)
    const before = await findReminder(sql, sessionId, reminderId)
    if (!before) throw new Problem('not_found')
    mustBeAhead(remind_at)
    if (before.status !== 'pending') await mustLeaveRoom(sql, sessionId)
    await setWaiting(sql, reminderId, { remind_at, audience: audience ?? before.audience })
    await settle(ctx, sql, { kind: 'reminder', reminder_ids: [reminderId] })
    const moved = await recorded(ctx, sql, sessionId, reminderId, 'reminder.moved')
    await touchSession(sql, sessionId)
    return moved
  })
}
