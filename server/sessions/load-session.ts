import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, mayOpenTicket } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { findSession, lockSession, type SessionRow } from './queries.ts'

/** The case, if there is one for this person in this place. */
export async function readable(ctx: Ctx, sql: TransactionSql, sessionId: string): Promise<SessionRow> {
  may(ctx, 'read')
  const session = await findSession(sql, sessionId)
  if (!session) throw new Problem('not_found')
  mayOpenTicket(ctx, session.psa_ticket_id)
  return session
}

/** The case, locked for a change. Any engineer of the account joins and acts under the own name. */
export async function workable(ctx: Ctx, sql: TransactionSql, sessionId: string): Promise<SessionRow> {
  may(ctx, 'work')
  const session = await lockSession(sql, sessionId)
  if (!session) throw new Problem('not_found')
  mayOpenTicket(ctx, session.psa_ticket_id)
  if (session.status === 'resolved') throw new Problem('case_closed')
  return session
}
