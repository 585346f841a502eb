import { v7 as newId } from 'uuid'
import type * as v from 'valibot'
import type { Fact, newFact } from '../../shared/contracts/facts.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { sameText } from '../language/same-text.ts'
import { roomForFact } from './caps.ts'
import { findFact, insertFact, listFactRows, type NewFactRow } from './fact-queries.ts'
import { workable } from './load-session.ts'
import { factView } from './session-detail.ts'
import { addStep, touchSession } from './timeline.ts'

/** What an engineer knows, in own words. */
export function addFact(ctx: Ctx, sessionId: string, fact: v.InferOutput<typeof newFact>): Promise<Fact> {
  return tx(ctx, async (sql) => {
    await workable(ctx, sql, sessionId, 'add_fact')
    return writeFact(ctx, sql, sessionId, { ...fact, source_kind: 'engineer', source_ref: null })
  })
}

/** One fact per text: the same words again answer the fact that stands. */
export async function writeFact(
  ctx: Ctx,
  sql: TransactionSql,
  sessionId: string,
  fact: Pick<NewFactRow, 'text' | 'status' | 'known' | 'source_kind' | 'source_ref'>,
): Promise<Fact> {
  const facts = await listFactRows(sql, sessionId)
  const known = facts.find(
    ({ text, status }) => sameText(text) === sameText(fact.text) && status === fact.status,
  )
  if (known) return factView(known)
  roomForFact(facts.length)
  const id = newId()
  const by = { account_id: ctx.account_id, session_id: sessionId }
  await insertFact(sql, { ...by, ...fact, id, created_by: ctx.user.id, label: 'internal' })
  await addStep(sql, { ...by, user_id: ctx.user.id, kind: 'fact', content: fact.text })
  await touchSession(sql, sessionId)
  const added = await findFact(sql, sessionId, id)
  if (!added) throw new Problem('conflict')
  return factView(added)
}
