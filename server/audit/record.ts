import { v7 as newId } from 'uuid'
import type { AuditAction } from '../../shared/contracts/audit-actions.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { originNow } from '../http/origin.ts'

export type AuditEntry = {
  action: AuditAction
  subject_kind: string
  subject_id?: string | null
  result: string
  /** Particulars without secrets and without text of people. */
  detail?: Record<string, unknown>
}

/** Who acts when nobody is signed in: a job, or a sign-in that was refused. */
export type AuditSystem = { account_id: string; user_id?: string | null }

/** One line of the append-only audit log. Kept by the caller's transaction and written by its last statement. */
export async function record(sql: TransactionSql, who: Ctx | AuditSystem, entry: AuditEntry): Promise<void> {
  const user_id = 'user' in who ? who.user.id : (who.user_id ?? null)
  sql.audit.push({
    account_id: who.account_id,
    id: newId(),
    user_id,
    action: entry.action,
    subject_kind: entry.subject_kind,
    subject_id: entry.subject_id?.toWellFormed() ?? null,
    result: entry.result,
    detail: entry.detail ?? {},
    ...(originNow() ?? { address: null, surface: null, token_id: null }),
  })
}
