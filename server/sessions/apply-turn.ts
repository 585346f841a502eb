import { v7 as newId } from 'uuid'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { flowId } from '../flows/install.ts'
import type { ModelAnswer } from '../model/gateway.ts'
import type { TurnOutput } from '../model/protocol.ts'
import { applyQuestion } from './apply-question.ts'
import type { BuiltTurn } from './build-turn.ts'
import { clip, lengths } from './caps.ts'
import { generalFlowKey, nextPlace } from './choose-flow.ts'
import { insertFact, listFactRows, listRemovedFacts, removeFactRow, updateFact } from './fact-queries.ts'
import { planFacts } from './plan-facts.ts'
import { planTasks } from './plan-tasks.ts'
import { type HeaderFields, type SessionRow, updateHeader } from './queries.ts'
import { listQuestions } from './question-queries.ts'
import { endReply } from './step-queries.ts'
import { insertTask, listRemovedTasks, listTasks, removeTaskRow, updateTask } from './task-queries.ts'
import { appendModelTurns, clearTicketNews, writeFlowPlace } from './turn-queries.ts'

export type Answered = Extract<ModelAnswer<TurnOutput>, { state: 'answered' }>
type Input = { ctx: Ctx; session: SessionRow; turn_id: string; built: BuiltTurn; answer: Answered }

/** Writes a whole, valid answer into the case. The caller holds the case's lock and frees the turn. */
export async function applyTurn(sql: TransactionSql, input: Input): Promise<void> {
  const { ctx, session, turn_id, built, answer } = input
  const { value } = answer
  const by = { account_id: ctx.account_id, session_id: session.id }
  await endReply(sql, turn_id, {
    state: 'complete',
    content: clip(value.reply, lengths.reply) ?? '',
    model_kind: answer.kind,
    remark: answer.remark,
  })
  await applyFlow(sql, input)
  await updateHeader(sql, session.id, headerFields(session, built, value))
  await applyTasks(sql, input)
  await applyQuestion(sql, {
    ...by,
    question: value.question,
    answer: answerInWords(built, value),
    user_id: ctx.user.id,
    model_kind: answer.kind,
  })
  await applyFacts(sql, input)
  const turns = [
    ...built.opening,
    built.request.input,
    { role: 'assistant' as const, content: answer.content },
  ]
  await appendModelTurns(sql, { ...by, model: answer.model }, turns)
  if (built.news_at) await clearTicketNews(sql, session.id, built.news_at)
}

async function applyFlow(sql: TransactionSql, { ctx, session, built, answer }: Input): Promise<void> {
  const place = nextPlace(built.flow, answer.value.flow_node, answer.value.flow_option)
  const id =
    built.flow.isNew || !session.flow_id
      ? await flowId(sql, ctx.account_id, built.flow.flow)
      : session.flow_id
  await writeFlowPlace(sql, session.id, id, place)
}

const modelFields = ['client_name', 'asset_name', 'issue_category', 'triage_hypothesis'] as const

function headerFields(
  session: SessionRow,
  { flow }: BuiltTurn,
  { header, confidence }: TurnOutput,
): HeaderFields {
  const fields: HeaderFields = {
    confidence_tier: confidence.tier,
    confidence_score: Math.round(
      Math.min(100, Math.max(0, Number.isFinite(confidence.score) ? confidence.score : 0)),
    ),
  }
  if (flow.flow.key !== generalFlowKey) fields.problem_domain = flow.flow.domain
  for (const field of modelFields) {
    const text = clip(header[field], lengths[field])
    if (text && !session.typed_fields.includes(field)) fields[field] = text
  }
  // A ticket's summary stays the name of its case.
  const title = clip(header.title, lengths.title)
  if (title && session.psa_context_status !== 'loaded') fields.title = title
  return fields
}

async function applyTasks(sql: TransactionSql, { ctx, session, built, answer }: Input): Promise<void> {
  const tasks = await listTasks(sql, session.id)
  const activeId = tasks.find(({ state }) => state === 'active')?.id ?? null
  const { updates, removes, adds } = planTasks({
    tasks,
    removed: await listRemovedTasks(sql, session.id),
    ops: answer.value.tasks,
    keepActive: activeId !== null && activeId !== built.active_task_id,
    newId,
  })
  for (const id of removes) await removeTaskRow(sql, id, null)
  for (const { id, fields } of updates) await updateTask(sql, id, fields)
  let position = tasks.at(-1)?.position ?? 0
  for (const add of adds)
    await insertTask(sql, {
      ...add,
      account_id: ctx.account_id,
      session_id: session.id,
      position: ++position,
      source: answer.kind === 'offline' ? 'flow' : 'flowpilot',
      touched_by: null,
    })
}

async function applyFacts(sql: TransactionSql, { ctx, session, answer }: Input): Promise<void> {
  const idsOf = (rows: readonly { id: string }[]) => new Set(rows.map(({ id }) => id))
  const { updates, removes, adds } = planFacts({
    facts: await listFactRows(sql, session.id),
    removed: await listRemovedFacts(sql, session.id),
    ops: answer.value.facts,
    questions: idsOf(await listQuestions(sql, session.id)),
    tasks: idsOf(await listTasks(sql, session.id)),
    hasTicket: session.psa_ticket_id !== null,
    newId,
  })
  for (const id of removes) await removeFactRow(sql, id, null)
  for (const { id, fields } of updates) await updateFact(sql, id, fields)
  for (const add of adds)
    await insertFact(sql, { ...add, account_id: ctx.account_id, session_id: session.id, created_by: null })
}

/** Own words that led on to the next node have answered the question that stood there. */
function answerInWords({ message }: BuiltTurn, { flow_option }: TurnOutput): string | null {
  return flow_option ? clip(message, lengths.result) : null
}
