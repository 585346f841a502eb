import type { Cause } from '../../shared/contracts/causes.ts'
import type { TransactionSql } from '../db/connect.ts'
import { updateCause } from './cause-queries.ts'
import { type SessionRow, updateHeader } from './queries.ts'

/** Causes in the order wanted, ranks counted from `first`; only what differs is written. */
export async function rankCauses(
  sql: TransactionSql,
  causes: readonly Cause[],
  first: number,
): Promise<void> {
  for (const [at, { id, rank }] of causes.entries())
    if (rank !== first + at) await updateCause(sql, id, { rank: first + at })
}

/** The header's hypothesis is the leading cause's text. A person's cause is a typed one; null gives the field back. */
export async function leadWith(
  sql: TransactionSql,
  session: Pick<SessionRow, 'id' | 'typed_fields'>,
  text: string | null,
): Promise<void> {
  const others = session.typed_fields.filter((field) => field !== 'triage_hypothesis')
  await updateHeader(sql, session.id, {
    triage_hypothesis: text,
    typed_fields: text === null ? others : [...others, 'triage_hypothesis'],
  })
}
