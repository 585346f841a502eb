import { v7 as newId } from 'uuid'
import type { CheckedUpdate, Update } from '../../shared/contracts/updates.ts'
import { stripHidden } from '../../shared/hidden-signs.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { ModelAnswer, ModelReaders } from '../model/gateway.ts'
import type { UpdateOutput } from '../model/protocol.ts'
import { leaksOf } from '../redact/leaks.ts'
import { addStep, touchSession } from '../sessions/timeline.ts'
import type { BuiltUpdate, UpdateOrder } from './build-update.ts'
import { findUpdate, insertUpdate, type UpdateRow } from './queries.ts'

const longestText = 15_000
const longestSubject = 200

type Written = {
  text: string
  subject: string | null
  state: Update['state']
  model_kind: Update['model_kind']
  remark: string | null
}

/**
 * Lets the model write an update and keeps it as a draft and as a step of the case. `signal` is the person's stop:
 * what was written until then is kept as a partial update.
 */
export async function writeUpdate(
  ctx: Ctx,
  sessionId: string,
  order: UpdateOrder,
  built: BuiltUpdate,
  readers: ModelReaders,
  signal: AbortSignal,
): Promise<CheckedUpdate> {
  const written = built.given
    ? asGiven(ctx, built.given, readers)
    : readAnswer(await ctx.world.model.ask(built.request, readers, signal))
  const { text, subject, state, model_kind, remark } = written
  const leaks = await leaksOf(ctx, text)
  return tx(ctx, async (sql) => {
    const id = newId()
    const place = { account_id: ctx.account_id, session_id: sessionId }
    await insertUpdate(sql, {
      ...place,
      ...order,
      ...built.facts,
      id,
      content: text,
      subject: order.audience === 'email_draft' ? subject : null,
      state,
      model_kind,
      created_by: ctx.user.id,
    })
    await addStep(sql, {
      ...place,
      kind: 'status_update',
      content: text,
      user_id: ctx.user.id,
      state: state === 'partial' ? 'stopped' : 'complete',
      model_kind,
      remark,
      ref_id: id,
    })
    await record(sql, ctx, {
      action: 'update.written',
      subject_kind: 'update',
      subject_id: id,
      result: state,
      detail: order,
    })
    const row = await findUpdate(sql, sessionId, id)
    if (!row) throw new Problem('not_found')
    await touchSession(sql, sessionId)
    return { ...updateView(row), leaks }
  })
}

function asGiven(ctx: Ctx, text: string, readers: ModelReaders): Written {
  readers.text(text, 'text')
  return { text, subject: null, state: 'complete', model_kind: ctx.world.model.label.kind, remark: null }
}

function readAnswer(answer: ModelAnswer<UpdateOutput>): Written {
  if (answer.state === 'failed') throw new Problem(answer.problem)
  const isWhole = answer.state === 'answered'
  const text = cleaned(isWhole ? answer.value.text : answer.text, longestText)
  if (text === '') throw new Problem(!isWhole && answer.problem ? answer.problem : 'model_invalid')
  const subject =
    isWhole && answer.value.subject ? cleaned(answer.value.subject, longestSubject).replace(/\s+/g, ' ') : ''
  return {
    text,
    subject: subject || null,
    state: isWhole ? 'complete' : 'partial',
    model_kind: answer.kind,
    remark: answer.remark,
  }
}

/** As it is seen, and as PostgreSQL and JSON can hold it. */
const cleaned = (text: string, max: number) => stripHidden(text).slice(0, max).toWellFormed().trim()

export function updateView({
  session_id: _,
  ticket_updated_at: __,
  ticket_company_id: ___,
  ...update
}: UpdateRow): Update {
  return update
}
