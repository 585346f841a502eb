import type { Audience } from '../../shared/contracts/updates.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { settle } from '../notifications/notify.ts'
import { metBy } from './reminder-queries.ts'

/** In the transaction that posts an update: what was told to be due is done. */
export async function settleMet(
  ctx: Ctx,
  sql: TransactionSql,
  sessionId: string,
  audience: Audience,
): Promise<void> {
  const reminder_ids = await metBy(sql, sessionId, audience)
  if (reminder_ids.length > 0) await settle(ctx, sql, { kind: 'reminder', reminder_ids })
}
