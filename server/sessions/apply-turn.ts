import { v7 as newId } from 'uuid'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { publish } from '../events/publish.ts'
import { flowId } from '../flows/install.ts'
import type { ModelAnswer } from '../model/gateway.ts'
import type { TurnOutput } from '../model/protocol.ts'
import type { BuiltTurn } from './build-turn.ts'
import { clip, lengths } from './caps.ts'
import { generalFlowKey, nextPlace } from './choose-flow.ts'
import { insertFact, listFactRows, listRemovedFacts, removeFactRow, updateFact } from './fact-queries.ts'
import { planFacts } from './plan-facts.ts'
import { planQuestion, writeQuestion } from './plan-question.ts'
import { planTasks } from './plan-tasks.ts'
import { advance, type HeaderFields, headerChanges, lockSession, type SessionRow } from './queries.ts'
import { listQuestions } from './question-queries.ts'
import { caseRows, detailFrom } from './session-detail.ts'
import { endReply } from './step-queries.ts'
import { insertTask, listRemovedTasks, listTasks, removeTaskRow, updateTask } from './task-queries.ts'
import { stepRow } from './timeline.ts'
import { appendModelTurns, flowMoved, ticketNewsTold, turnFreed } from './turn-queries.ts'

type Answered = Extract<ModelAnswer<TurnOutput>, { state: 'answered' }>
type Input = { ctx: Ctx; session_id: string; turn_id: string; built: BuiltTurn; answer: Answered }
type Known = NonNullable<Awaited<ReturnType<typeof readCase>>>

/**
 * Writes a whole, valid answer into the case and frees its turn; undefined when the turn is not ours any more. One
 * flight reads, one writes: a turn has thirty statements, and each waiting for the one before would be most of its time.
 */
export async function applyTurn(sql: TransactionSql, input: Input): Promise<SessionDetail | undefined> {
  const { ctx, session_id, turn_id, built, answer } = input
  const known = await readCase(sql, input)
  if (!known) return undefined
  const { session } = known
  const place = nextPlace(built.flow, answer.value.flow_node, answer.value.flow_option)
  const isNewFlow = built.flow.isNew || !session.flow_id
  const flow_id = isNewFlow ? await flowId(sql, ctx.account_id, built.flow.flow) : session.flow_id

  const question = planQuestion(known.questions, answer.value.question, answerInWords(input))
  const written = [
    endReply(sql, turn_id, {
      state: 'complete',
      content: clip(answer.value.reply, lengths.reply) ?? '',
      model_kind: answer.kind,
      remark: answer.remark,
    }),
    ...writeTasks(sql, input, known),
    ...writeQuestion(sql, { account_id: ctx.account_id, session_id, user_id: ctx.user.id }, question),
    ...writeFacts(sql, input, known),
    appendModelTurns(sql, { account_id: ctx.account_id, session_id, model: answer.model }, [
      ...built.opening,
      built.request.input,
      { role: 'assistant', content: answer.content },
    ]),
    advance(sql, session_id, {
      changes: [
        turnFreed(sql),
        ...headerChanges(sql, headerFields(session, built, answer.value)),
        ...(flow_id ? [flowMoved(sql, flow_id, place)] : []),
        ...(built.news_at ? [ticketNewsTold(sql, built.news_at)] : []),
      ],
      steps: question.ask
        ? [
            stepRow({
              kind: 'question',
              content: question.ask.text,
              model_kind: answer.kind,
              ref_id: question.ask.id,
            }),
          ]
        : [],
    }),
  ]
  const rows = caseRows(sql, session_id)
  const state_version = session.state_version + 1
  const told = publish(sql, ctx.account_id, 'session.changed', { session_id, state_version })
  const [after] = await Promise.all([rows, told, ...written])
  return detailFrom(after)
}

async function readCase(sql: TransactionSql, { session_id, turn_id }: Input) {
  const [session, tasks, removedTasks, questions, facts, removedFacts] = await Promise.all([
    lockSession(sql, session_id),
    listTasks(sql, session_id),
    listRemovedTasks(sql, session_id),
    listQuestions(sql, session_id),
    listFactRows(sql, session_id),
    listRemovedFacts(sql, session_id),
  ])
  if (session?.turn_id !== turn_id) return undefined
  return { session, tasks, removedTasks, questions, facts, removedFacts }
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

/** In the plan's order: what leaves `active` goes before what enters it. */
function writeTasks(sql: TransactionSql, input: Input, known: Known): Promise<void>[] {
  const { ctx, session_id, built, answer } = input
  const { tasks, removedTasks: removed } = known
  const activeId = tasks.find(({ state }) => state === 'active')?.id ?? null
  const keepActive = activeId !== null && activeId !== built.active_task_id
  const { updates, removes, adds } = planTasks({ tasks, removed, ops: answer.value.tasks, keepActive, newId })
  const last = tasks.at(-1)?.position ?? 0
  return [
    ...removes.map((id) => removeTaskRow(sql, id, null)),
    ...updates.map(({ id, fields }) => updateTask(sql, id, fields)),
    ...adds.map((add, n) =>
      insertTask(sql, {
        ...add,
        account_id: ctx.account_id,
        session_id,
        position: last + 1 + n,
        source: answer.kind === 'offline' ? 'flow' : 'flowpilot',
        touched_by: null,
      }),
    ),
  ]
}

function writeFacts(sql: TransactionSql, { ctx, session_id, answer }: Input, known: Known): Promise<void>[] {
  const idsOf = (rows: readonly { id: string }[]) => new Set(rows.map(({ id }) => id))
  const { updates, removes, adds } = planFacts({
    facts: known.facts,
    removed: known.removedFacts,
    ops: answer.value.facts,
    questions: idsOf(known.questions),
    tasks: idsOf(known.tasks),
    hasTicket: known.session.psa_ticket_id !== null,
    newId,
  })
  return [
    ...removes.map((id) => removeFactRow(sql, id, null)),
    ...updates.map(({ id, fields }) => updateFact(sql, id, fields)),
    ...adds.map((add) =>
      insertFact(sql, { ...add, account_id: ctx.account_id, session_id, created_by: null }),
    ),
  ]
}

/** Own words that led on to the next node have answered the question that stood there. */
function answerInWords({ built, answer }: Input): string | null {
  return answer.value.flow_option ? clip(built.message, lengths.result) : null
}
