import { v7 as newId } from 'uuid'
import type { NewReminder, Reminder } from '../../shared/contracts/reminders.ts'
import { mostReminderDays, mostReminders } from '../../shared/limits.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { countPending, findReminder, insertReminder, reminderView } from './reminder-queries.ts'

const dayMs = 24 * 3600_000

/** A new reminder of this person, who holds the lock of the case and may share of it; the caller raises its version. */
export async function writeReminder(
  ctx: Ctx,
  sql: TransactionSql,
  sessionId: string,
  wanted: NewReminder,
): Promise<Reminder> {
  mustBeAhead(wanted.remind_at)
  await mustLeaveRoom(sql, sessionId)
  const id = newId()
  const { account_id } = ctx
  await insertReminder(sql, { account_id, session_id: sessionId, id, created_by: ctx.user.id, ...wanted })
  return recorded(ctx, sql, sessionId, id, 'reminder.set')
}

/** The reminder as it stands, with the line of the trail that says what was done to it. */
export async function recorded(
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
  return reminderView(row)
}

export async function mustLeaveRoom(sql: TransactionSql, sessionId: string): Promise<void> {
  if ((await countPending(sql, sessionId)) >= mostReminders) throw new Problem('too_many_reminders')
}

export const isAhead = (remind_at: string): boolean => {
  const aheadMs = Date.parse(remind_at) - Date.now()
  return aheadMs > 0 && aheadMs <= mostReminderDays * dayMs
}

export function mustBeAhead(remind_at: string): void {
  if (!isAhead(remind_at)) throw new Problem('reminder_time')
}
