import type { FailedSignIns } from '../../shared/contracts/accounts.ts'
import type { TransactionSql } from '../db/connect.ts'

export const passwordSignIn = 'sign_in.password' as const

/** Fewer are one's own slips of the keys. */
const worthTelling = 3
/** So long after the sign-in it is told, on every surface that is opened. */
const toldForMinutes = 15

/** Wrong passwords for this person since their last sign-in by password, as far as the last thirty days. */
export async function failedSince(sql: TransactionSql, userId: string): Promise<FailedSignIns | null> {
  const [row] = await sql<{ count: number; last_at: string | null }[]>`
    with own as (
      select at, result from audit_log
      where subject_kind = 'user' and subject_id = ${userId} and action = ${passwordSignIn}
        and at > now() - interval '30 days')
    select count(*)::int as count, max(at) as last_at from own
    where result = 'refused' and at > coalesce((select max(at) from own where result = 'ok'), '-infinity')`
  return row?.last_at ? { count: row.count, last_at: row.last_at } : null
}

/** What the newest sign-in by password found, where it is worth telling and was a moment ago. */
export async function failedToTell(sql: TransactionSql, userId: string): Promise<FailedSignIns | null> {
  const [row] = await sql<{ failed: FailedSignIns | null }[]>`
    select detail -> 'failed_before' as failed from audit_log
    where subject_kind = 'user' and subject_id = ${userId} and action = ${passwordSignIn} and result = 'ok'
      and at > now() - make_interval(mins => ${toldForMinutes})
    order by at desc limit 1`
  return row?.failed && row.failed.count >= worthTelling ? row.failed : null
}
