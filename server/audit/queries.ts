import type { AuditFilters, AuditLine } from '../../shared/contracts/audit.ts'
import type { TransactionSql } from '../db/connect.ts'

/** Newest first; `before` is the id of the last line that was read. */
export async function selectLines(
  sql: TransactionSql,
  { from, to, who, action }: AuditFilters,
  before: string | null,
  limit: number,
): Promise<AuditLine[]> {
  return sql<AuditLine[]>`
    select l.id, l.at, l.user_id, u.name as user_name, l.action, l.subject_kind, l.subject_id,
           s.name as subject_name, l.result, l.detail,
           l.address, l.surface, l.token_id
    from (
      select * from audit_log
      where true
        ${from ? sql`and at >= ${from}` : sql``} ${to ? sql`and at < ${to}` : sql``}
        ${who ? sql`and user_id = ${who}` : sql``}
        ${action ? sql`and (action = ${action} or starts_with(action, ${`${action}.`}))` : sql``}
        ${before ? sql`and (at, id) < ((select at from audit_log where id = ${before}), ${before}::uuid)` : sql``}
      order by at desc, id desc limit ${limit}
    ) l
    left join users u on u.account_id = l.account_id and u.id = l.user_id
    left join users s on s.account_id = l.account_id and l.subject_kind = 'user' and s.id::text = l.subject_id::text
    order by l.at desc, l.id desc`
}
