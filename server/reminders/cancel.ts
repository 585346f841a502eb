import type { Reminder } from '../../shared/contracts/reminders.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { settle } from '../notifications/notify.ts'
import { findReminder, reminderView } from '../sessions/reminder-queries.ts'
import { addSteps, touchSession } from '../sessions/timeline.ts'
import { lockedOpen } from './locked-open.ts'
import { cancelPending, setCancelled } from './queries.ts'

/** Nobody is reminded any more; what was told of it already counts as read. */
export function cancelReminder(ctx: Ctx, sessionId: string, reminderId: string): Promise<Reminder> {
  return tx(ctx, async (sql) => {
    await lockedOpen(ctx, sql, sessionId)
    const before = await findReminder(sql, sessionId, reminderId)
    if (!before) throw new Problem('not_found')
    if (before.status === 'cancelled') return reminderView(before)
    await setCancelled(sql, reminderId)
    await settle(ctx, sql, { kind: 'reminder', reminder_ids: [reminderId] })
    await record(sql, ctx, {
      action: 'reminder.cancelled',
      subject_kind: 'session',
      subject_id: sessionId,
      result: 'ok',
      detail: { reminder_id: reminderId },
    })
    await touchSession(sql, sessionId)
    return reminderView((await findReminder(sql, sessionId, reminderId)) ?? before)
  })
}

/** In the transaction that closes a case, whose lock the caller holds: what waits says why it does not come. */
export async function cancelOfClosedCase(ctx: Ctx, sql: TransactionSql, sessionId: string): Promise<void> {
  const ended = await cancelPending(sql, sessionId)
  if (ended.length === 0) return
  await settle(ctx, sql, { kind: 'reminder', reminder_ids: ended.map(({ id }) => id) })
  const cancelled = ended.filter(({ was_pending }) => was_pending)
  if (cancelled.length === 0) return
  const content = 'Reminder cancelled, case resolved'
  await addSteps(
    sql,
    cancelled.map(({ id }) => ({ session_id: sessionId, kind: 'update_reminder', content, ref_id: id })),
  )
  for (const { id } of cancelled)
    await record(sql, ctx, {
      action: 'reminder.cancelled',
      subject_kind: 'session',
      subject_id: sessionId,
      result: 'case_resolved',
      detail: { reminder_id: id },
    })
}
