import { v7 as newId } from 'uuid'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { publish } from '../events/publish.ts'
import { flowId } from '../flows/install.ts'
import { generalFlowKey } from '../flows/shipped.ts'
import type { ModelAnswer } from '../model/gateway.ts'
import type { TurnOutput } from '../model/protocol.ts'
import type { BuiltTurn } from './build-turn.ts'
import { clip, lengths } from './caps.ts'
import { insertCause, listCauses, removeCause, updateCause } from './cause-queries.ts'
import { nextPlace } from './choose-flow.ts'
import { confidenceScore } from './confidence-score.ts'
import { insertFact, listFactRows, listRemovedFacts, removeFactRow, updateFact } from './fact-queries.ts'
import { type CausePlan, planCauses, standingAfter } from './plan-causes.ts'
import { type FactPlan, planFacts } from './plan-facts.ts'
import { planQuestion, writeQuestion } from './plan-question.ts'
import { planTasks } from './plan-tasks.ts'
import { advance, type HeaderFields, headerChanges, lockSession, type SessionRow } from './queries.ts'
import { listQuestions } from './question-queries.ts'
import { rowIds } from './row-ids.ts'
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
  const { value: said, unknown } = rowIds(answer.value, built.ids)
  if (unknown > 0) ctx.world.log.warn({ session_id, unknown, kind: answer.kind }, 'model named unknown rows')
  const place = nextPlace(built.flow, said.flow)
  const isNewFlow = built.flow.isNew || !session.flow_id
  const flow_id = isNewFlow ? await flowId(sql, ctx.account_id, built.flow.flow) : session.flow_id

  const question = planQuestion({
    questions: known.questions,
    wanted: said,
    answering: built.answering,
    words: built.message,
  })
  const facts = factsPlanned(input, known, said)
  const causes = planCauses({
    causes: known.causes,
    wanted: said.causes,
    words: built.message,
    refOf: built.ids.ref,
    newId,
  })
  const header = headerFields({ session, built, said, causes, known, facts })
  const written = [
    endReply(sql, turn_id, {
      state: 'complete',
      content: clip(said.reply, lengths.reply) ?? '',
      model_kind: answer.kind,
      remark: answer.remark,
    }),
    ...writeTasks(sql, input, known, said),
    ...writeQuestion(sql, { account_id: ctx.account_id, session_id, user_id: ctx.user.id }, question),
    ...writeFacts(sql, input, facts),
    ...writeCauses(sql, input, causes),
    appendModelTurns(sql, { account_id: ctx.account_id, session_id, begins: built.begins }, [
      ...built.opening,
      built.request.input,
      { role: 'assistant', content: answer.content, origin: answer.origin },
    ]),
    advance(sql, session_id, {
      changes: [
        turnFreed(sql),
        ...headerChanges(sql, header),
        ...(flow_id ? [flowMoved(sql, flow_id, place)] : []),
        ...(built.news_at ? [ticketNewsTold(sql, built.news_at)] : []),
      ],
      steps:
        question.next?.act === 'ask'
          ? [
              stepRow({
                kind: 'question',
                content: question.next.text,
                model_kind: answer.kind,
                ref_id: question.next.id,
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
  const [session, tasks, removedTasks, questions, facts, removedFacts, causes] = await Promise.all([
    lockSession(sql, session_id),
    listTasks(sql, session_id),
    listRemovedTasks(sql, session_id),
    listQuestions(sql, session_id),
    listFactRows(sql, session_id),
    listRemovedFacts(sql, session_id),
    listCauses(sql, session_id),
  ])
  if (session?.turn_id !== turn_id) return undefined
  return { session, tasks, removedTasks, questions, facts, removedFacts, causes }
}

const modelFields = ['client_name', 'asset_name', 'issue_category'] as const

type HeaderInput = {
  session: SessionRow
  built: BuiltTurn
  said: TurnOutput
  causes: CausePlan
  known: Known
  facts: FactPlan
}

function headerFields({ session, built: { flow }, said, causes, known, facts }: HeaderInput): HeaderFields {
  const fields: HeaderFields = {
    confidence_tier: said.confidence.tier,
    confidence_score: confidenceScore({
      tier: said.confidence.tier,
      causes: standingAfter(known.causes, causes),
      ...evidenceOf(known, facts),
    }),
  }
  if (flow.flow.key !== generalFlowKey) fields.problem_domain = flow.flow.domain
  const mayWrite = (field: string) => !session.typed_fields.includes(field)
  for (const field of modelFields) {
    const text = clip(said.header[field], lengths[field])
    if (text && mayWrite(field)) fields[field] = text
  }
  const hypothesis = causes.leading ?? clip(said.header.hypothesis, lengths.triage_hypothesis)
  if (hypothesis && mayWrite('triage_hypothesis')) fields.triage_hypothesis = hypothesis
  return fields
}

function evidenceOf({ facts }: Known, { adds, removes, updates }: FactPlan) {
  const after = [
    ...facts
      .filter(({ id }) => !removes.includes(id))
      .map((fact) => ({ ...fact, ...updates.find(({ id }) => id === fact.id)?.fields })),
    ...adds,
  ].filter(({ status }) => status !== 'pending')
  return { settled: after.length, checked: after.filter(({ known }) => known === 'checked').length }
}

/** In the plan's order: what leaves `active` goes before what enters it. */
function writeTasks(sql: TransactionSql, input: Input, known: Known, wanted: TurnOutput): Promise<void>[] {
  const { ctx, session_id, built, answer } = input
  const { tasks, removedTasks: removed } = known
  const activeId = tasks.find(({ state }) => state === 'active')?.id ?? null
  const keepActive = activeId !== null && activeId !== built.active_task_id
  const { updates, removes, adds } = planTasks({ tasks, removed, wanted, keepActive, newId })
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

function factsPlanned({ ctx }: Input, known: Known, wanted: TurnOutput): FactPlan {
  const idsOf = (rows: readonly { id: string }[]) => new Set(rows.map(({ id }) => id))
  return planFacts({
    facts: known.facts,
    removed: known.removedFacts,
    wanted,
    questions: idsOf(known.questions),
    tasks: idsOf(known.tasks),
    hasTicket: known.session.psa_ticket_id !== null,
    userId: ctx.user.id,
    newId,
  })
}

function writeFacts(sql: TransactionSql, { ctx, session_id }: Input, plan: FactPlan): Promise<void>[] {
  const { updates, removes, adds } = plan
  return [
    ...removes.map((id) => removeFactRow(sql, id, null)),
    ...updates.map(({ id, fields }) => updateFact(sql, id, fields)),
    ...adds.map((add) => insertFact(sql, { ...add, account_id: ctx.account_id, session_id })),
  ]
}

function writeCauses(sql: TransactionSql, { ctx, session_id }: Input, plan: CausePlan): Promise<void>[] {
  const { updates, removes, adds } = plan
  return [
    ...removes.map((id) => removeCause(sql, id)),
    ...updates.map(({ id, fields }) => updateCause(sql, id, fields)),
    ...adds.map((add) => insertCause(sql, { ...add, account_id: ctx.account_id, session_id })),
  ]
}
