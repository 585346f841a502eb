import type { CaseRight } from '../../shared/contracts/sessions.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, mayOpenTicket } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { opensCase } from '../tickets/board-queries.ts'
import { closedBoard } from '../tickets/board-rights.ts'
import { mayInCase } from './case-rights.ts'
import { findSession, lockSession, type SessionRow } from './queries.ts'
import { isResumedBy, writeResumed } from './resume-by-act.ts'

/** The case, if there is one for this person in this place. */
export async function readable(ctx: Ctx, sql: TransactionSql, sessionId: string): Promise<SessionRow> {
  may(ctx, 'read')
  const [session, isOpen] = await Promise.all([findSession(sql, sessionId), opensCase(sql, ctx, sessionId)])
  if (!session) throw new Problem('not_found')
  mayOpenTicket(ctx, session.psa_ticket_id)
  if (!isOpen) throw new Problem('not_your_ticket', closedBoard)
  return session
}

/** Throws unless there is such a case and this person opens it in this place. */
export function mayOpenCase<Found extends { row: { psa_ticket_id: string | null }; is_open: boolean }>(
  ctx: Ctx,
  found: Found | undefined,
): asserts found is Found {
  if (!found) throw new Problem('not_found')
  mayOpenTicket(ctx, found.row.psa_ticket_id)
  if (!found.is_open) throw new Problem('not_your_ticket', closedBoard)
}

/** The case, locked for a change. Any engineer of the account joins and acts under the own name. */
export async function locked(
  ctx: Ctx,
  sql: TransactionSql,
  sessionId: string,
  right: CaseRight,
): Promise<SessionRow> {
  may(ctx, 'work')
  const [session, isOpen] = await Promise.all([lockSession(sql, sessionId), opensCase(sql, ctx, sessionId)])
  if (!session) throw new Problem('not_found')
  mayOpenTicket(ctx, session.psa_ticket_id)
  if (!isOpen) throw new Problem('not_your_ticket', closedBoard)
  mayInCase(ctx, right, session)
  return session
}

/** The case, locked to be worked on: that takes a paused one up again, where its handler does it. */
export async function workable(
  ctx: Ctx,
  sql: TransactionSql,
  sessionId: string,
  right: 'work' | 'add_fact' = 'work',
): Promise<SessionRow> {
  const session = await locked(ctx, sql, sessionId, right)
  if (!isResumedBy(ctx, session)) return session
  await writeResumed(ctx, sql, sessionId)
  return { ...session, status: 'active', state_version: session.state_version + 1 }
}
