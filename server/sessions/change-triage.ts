import { v7 as newId } from 'uuid'
import type * as v from 'valibot'
import type { Session, triageChange } from '../../shared/contracts/sessions.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { sameText } from '../language/same-text.ts'
import { leadWithTyped } from './add-cause.ts'
import { mostStruckCauses, roomForFact } from './caps.ts'
import { listCauses, strikeCause } from './cause-queries.ts'
import { handOn } from './change-cause.ts'
import { insertFact, listFactRows, updateFact } from './fact-queries.ts'
import { workable } from './load-session.ts'
import { type HeaderFields, type SessionRow, updateHeader } from './queries.ts'
import { addStep, touchSession } from './timeline.ts'

type Change = v.InferOutput<typeof triageChange>
const headerFields = ['client_name', 'asset_name', 'issue_category', 'triage_hypothesis'] as const

export type TriageView = { id: string; state_version: number } & Partial<
  Pick<Session, (typeof headerFields)[number] | 'evidence_items'>
>

/** A typed value is marked as a person's and the model leaves it alone; clearing it gives it back to the model. */
export function changeTriage(ctx: Ctx, sessionId: string, change: Change): Promise<TriageView> {
  return tx(ctx, async (sql) => {
    const session = await workable(ctx, sql, sessionId)
    const fields: HeaderFields = {}
    const typed = new Set(session.typed_fields)
    for (const field of headerFields) {
      const value = change[field]
      if (value === undefined) continue
      fields[field] = value || null
      if (value) typed.add(field)
      else typed.delete(field)
    }
    const answer: TriageView = { id: sessionId, state_version: session.state_version, ...fields }
    if (Object.keys(fields).length > 0)
      await updateHeader(sql, sessionId, { ...fields, typed_fields: [...typed] })
    if (fields.triage_hypothesis !== undefined)
      await followHypothesis(ctx, sql, { ...session, typed_fields: [...typed] }, fields.triage_hypothesis)
    if (change.evidence_items)
      answer.evidence_items = await writeEvidence(ctx, sql, sessionId, change.evidence_items)
    if (Object.keys(change).length > 0) answer.state_version = await touchSession(sql, sessionId)
    return answer
  })
}

/** The hypothesis is the leading cause: a typed one leads, clearing it strikes the one that led. */
async function followHypothesis(
  ctx: Ctx,
  sql: TransactionSql,
  session: SessionRow,
  text: string | null,
): Promise<void> {
  if (text) {
    await leadWithTyped(ctx, sql, session, text)
    return
  }
  const [leading, ...others] = (await listCauses(sql, session.id)).filter(({ state }) => state !== 'struck')
  if (!leading) return
  await strikeCause(sql, { session_id: session.id, id: leading.id }, mostStruckCauses)
  await handOn(sql, session, others)
  await addStep(sql, {
    account_id: ctx.account_id,
    session_id: session.id,
    user_id: ctx.user.id,
    kind: 'system',
    content: `Struck the cause: ${leading.text}`,
  })
}

/** Evidence is read from the facts: what is new in it becomes an engineer's fact. */
async function writeEvidence(
  ctx: Ctx,
  sql: TransactionSql,
  sessionId: string,
  items: Session['evidence_items'],
): Promise<Session['evidence_items']> {
  const facts = await listFactRows(sql, sessionId)
  const seen = new Set<string>()
  for (const { text, status } of items) {
    if (seen.has(sameText(text))) continue
    seen.add(sameText(text))
    const known = facts.find((fact) => sameText(fact.text) === sameText(text))
    if (known) {
      if (known.status !== status && known.editable)
        await updateFact(sql, known.id, { status, touched_by: ctx.user.id })
      continue
    }
    roomForFact(facts.length + seen.size - 1)
    await insertFact(sql, {
      account_id: ctx.account_id,
      session_id: sessionId,
      id: newId(),
      text,
      status,
      known: 'told',
      source_kind: 'engineer',
      source_ref: null,
      created_by: ctx.user.id,
      label: 'internal',
    })
  }
  return (await listFactRows(sql, sessionId)).map(({ text, status }) => ({ text, status }))
}
