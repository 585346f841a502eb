import { v7 as newId } from 'uuid'
import type { NewReminder, Reminder, ReminderChange } from '../../shared/contracts/reminders.ts'
import { mostReminderDays, mostReminders } from '../../shared/limits.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { settle } from '../notifications/notify.ts'
import { reminderView } from '../sessions/reminder-queries.ts'
import { touchSession } from '../sessions/timeline.ts'
import { lockedOpen } from './locked-open.ts'
import { countPending, findReminder, insertReminder, setWaiting } from './queries.ts'

const dayMs = 24 * 3600_000

/** Has this person told when an update of the case is due. */
export function setReminder(ctx: Ctx, sessionId: string, wanted: NewReminder): Promise<Reminder> {
  mustBeAhead(wanted.remind_at)
  return tx(ctx, async (sql) => {
    await lockedOpen(ctx, sql, sessionId)
    await leavesRoom(sql, sessionId)
    const id = newId()
    const { account_id } = ctx
    await insertReminder(sql, { account_id, session_id: sessionId, id, created_by: ctx.user.id, ...wanted })
    return written(ctx, sql, sessionId, id, 'reminder.set')
  })
}

/** Another time for it; one that fired or was cancelled waits again. */
export function moveReminder(
  ctx: Ctx,
  sessionId: string,
  reminderId: string,
  { remind_at, audience }: ReminderChange,
): Promise<Reminder> {
  mustBeAhead(remind_at)
  return tx(ctx, async (sql) => {
    await lockedOpen(ctx, sql, sessionId)
    const before = await findReminder(sql, sessionId, reminderId)
    if (!before) throw new Problem('not_found')
    if (before.status !== 'pending') await leavesRoom(sql, sessionId)
    await setWaiting(sql, reminderId, { remind_at, audience: audience ?? before.audience })
    await settle(ctx, sql, { kind: 'reminder', reminder_ids: [reminderId] })
    return written(ctx, sql, sessionId, reminderId, 'reminder.moved')
  })
}

async function written(
  ctx: Ctx,
  sql: TransactionSql,
  sessionId: string,
  reminderId: string,
  action: 'reminder.set' | 'reminder.moved',
): Promise<Reminder> {
  const row = await findReminder(sql, sessionId, reminderId)
  if (!row) throw new Problem('not_found')
  const { remind_at, audience } = row
  await record(sql, ctx, {
    action,
    subject_kind: 'session',
    subject_id: sessionId,
    result: 'ok',
    detail: { reminder_id: reminderId, remind_at, audience },
  })
  await touchSession(sql, sessionId)
  return reminderView(row)
}

async function leavesRoom(sql: TransactionSql, sessionId: string): Promise<void> {
  if ((await countPending(sql, sessionId)) >= mostReminders) throw new Problem('too_many_reminders')
}

function mustBeAhead(remind_at: string): void {
  const aheadMs = Date.parse(remind_at) - Date.now()
  if (!(aheadMs > 0 && aheadMs <= mostReminderDays * dayMs)) throw new Problem('reminder_time')
}
