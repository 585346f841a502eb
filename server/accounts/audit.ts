import { v7 as newId } from 'uuid'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { insertAudit } from './queries.ts'

export type AuditEntry = {
  /** Noun and past participle: `post.cancelled`. */
  action: string
  subject_kind: string
  subject_id?: string | null
  result: string
  /** Particulars without secrets and without text of people. */
  detail?: Record<string, unknown>
}

/** Who acts when nobody is signed in: a job, or a sign-in that was refused. */
export type AuditSystem = { account_id: string; user_id?: string | null }

/** One line of the append-only audit log, in the caller's transaction. */
export async function record(sql: TransactionSql, who: Ctx | AuditSystem, entry: AuditEntry): Promise<void> {
  const user_id = 'user' in who ? who.user.id : (who.user_id ?? null)
  await insertAudit(sql, {
    account_id: who.account_id,
    id: newId(),
    user_id,
    action: entry.action,
    subject_kind: entry.subject_kind,
    subject_id: entry.subject_id ?? null,
    result: entry.result,
    detail: entry.detail ?? {},
  })
}
