import { v7 as newId } from 'uuid'
import type { CheckedUpdate, Update } from '../../shared/contracts/updates.ts'
import { stripHidden, stripUnseen } from '../../shared/hidden-signs.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Ctx, tx } from '../ctx.ts'
import { type RefOf, readCited, type StoredCite } from '../evidence/cites.ts'
import { evidenceOf } from '../evidence/evidence-of.ts'
import { withoutMarkers } from '../evidence/markers.ts'
import type { ModelAnswer, ModelReaders } from '../model/gateway.ts'
import type { UpdateOutput } from '../model/protocol.ts'
import { addStep, touchSession } from '../sessions/timeline.ts'
import type { BuiltUpdate, UpdateOrder } from './build-update.ts'
import { leaksFor } from './leaks-of-update.ts'
import { loadUpdate } from './load-update.ts'
import { insertUpdate, type UpdateRow } from './queries.ts'

const longestText = 15_000
/** With markers. */
const longestMarked = 25_000
const longestSubject = 200

type Written = {
  text: string
  cites: StoredCite[]
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
    : readAnswer(await ctx.world.model.ask(built.request, cleanReaders(readers), signal), built.refOf)
  const { text, cites, subject, state, model_kind, remark } = written
  const leaks = await leaksFor(ctx, sessionId, { content: text, audience: order.audience })
  return tx(ctx, async (sql) => {
    const id = newId()
    const place = { account_id: ctx.account_id, session_id: sessionId }
    await insertUpdate(sql, {
      ...place,
      ...order,
      ...built.facts,
      id,
      content: text,
      cites,
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
    const { session, update } = await loadUpdate(ctx, sql, sessionId, id)
    const evidence = await evidenceOf(sql, session, update)
    await touchSession(sql, sessionId)
    return { ...updateView(update), leaks, evidence }
  })
}

function asGiven(ctx: Ctx, text: string, readers: ModelReaders): Written {
  readers.text(text, 'text')
  return {
    text,
    cites: [],
    subject: null,
    state: 'complete',
    model_kind: ctx.world.model.label.kind,
    remark: null,
  }
}

/** What streams to the reader has no markers; a second try begins anew. */
function cleanReaders(readers: ModelReaders): ModelReaders {
  const emit = (text: string) => readers.text(text, 'text')
  let clean = withoutMarkers(emit)
  return {
    ...readers,
    text: (delta) => clean.push(delta),
    restart: () => {
      clean = withoutMarkers(emit)
      readers.restart()
    },
  }
}

function readAnswer(answer: ModelAnswer<UpdateOutput>, refOf: RefOf): Written {
  if (answer.state === 'failed') throw new Problem(answer.problem)
  const isWhole = answer.state === 'answered'
  const marked = stripUnseen(isWhole ? answer.value.text : answer.text).slice(0, longestMarked)
  const { text, cites } = readCited(marked.toWellFormed().trim(), refOf, longestText)
  if (text === '') throw new Problem(!isWhole && answer.problem ? answer.problem : 'model_invalid')
  const subject =
    isWhole && answer.value.subject ? cleaned(answer.value.subject, longestSubject).replace(/\s+/g, ' ') : ''
  return {
    text,
    cites,
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
  cites: ____,
  ...update
}: UpdateRow): Update {
  return update
}
