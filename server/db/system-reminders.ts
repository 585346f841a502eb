import type { Sql } from './connection-options.ts'

/** Accounts in which a reminder is due by now, the longest waiting first. */
export async function accountsWithDueReminders(
  system: Sql,
  limit: number,
): Promise<{ account_id: string }[]> {
  return system<{ account_id: string }[]>`
    select account_id from reminders where status = 'pending' and remind_at <= now()
    group by account_id order by min(remind_at) limit ${limit}`
}
