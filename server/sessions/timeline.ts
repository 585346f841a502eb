import { v7 as newId } from 'uuid'
import type { Image } from '../../shared/contracts/images.ts'
import type { Step } from '../../shared/contracts/sessions.ts'
import type { TransactionSql } from '../db/connect.ts'
import { publish } from '../events/publish.ts'
import { type Advance, advance } from './queries.ts'
import { advanceMany, insertStep, type StepRow } from './step-queries.ts'

export type NewStep = {
  account_id: string
  session_id: string
  kind: Step['kind']
  content: string
  /** Made by the caller where it is needed before. */
  id?: string
  /** Null or left out: FlowPilot. */
  user_id?: string | null
  state?: Step['state']
  model_kind?: Step['model_kind']
  remark?: string | null
  /** What the step is about: a question, a task, an update, a post, or the message a reply answers. */
  ref_id?: string | null
  intent_key?: string | null
}

/** Appends one entry to the timeline of a case, in the caller's transaction. */
export async function addStep(sql: TransactionSql, step: NewStep): Promise<{ id: string; seq: number }> {
  const row = stepRow(step)
  const { account_id, session_id } = step
  const seq = await insertStep(sql, { account_id, session_id, ...row })
  return { id: row.id, seq }
}

export function stepRow(step: Omit<NewStep, 'account_id' | 'session_id'> & { images?: Image[] }): StepRow {
  return {
    id: step.id ?? newId(),
    kind: step.kind,
    user_id: step.user_id ?? null,
    content: step.content,
    state: step.state ?? 'complete',
    model_kind: step.model_kind ?? null,
    remark: step.remark ?? null,
    ref_id: step.ref_id ?? null,
    intent_key: step.intent_key ?? null,
    images: step.images ?? [],
  }
}

/** Raises the state_version and tells every open surface. */
export async function touchSession(
  sql: TransactionSql,
  sessionId: string,
  also: Advance = {},
): Promise<number> {
  const raised = await advance(sql, sessionId, also)
  if (!raised) return 0
  const { account_id, state_version } = raised
  await publish(sql, account_id, 'session.changed', { session_id: sessionId, state_version })
  return state_version
}

/** FlowPilot's steps in several cases at once, and every open surface is told. The caller holds the locks of the cases. */
export async function addSteps(
  sql: TransactionSql,
  steps: readonly Pick<NewStep, 'session_id' | 'kind' | 'content' | 'ref_id'>[],
): Promise<void> {
  const rows = steps.map(({ session_id, ...step }) => ({ session_id, ...stepRow(step) }))
  for (const { account_id, session_id, state_version } of await advanceMany(sql, rows))
    await publish(sql, account_id, 'session.changed', { session_id, state_version })
}
