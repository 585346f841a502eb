import type { Fact } from '../../shared/contracts/facts.ts'
import type { Session, SessionDetail, SessionPatch } from '../../shared/contracts/sessions.ts'
import type { Task } from '../../shared/contracts/tasks.ts'
import { activeMinutes } from '../../shared/durations.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { causeView, listCauses } from './cause-queries.ts'
import { type FactRow, listFactRows } from './fact-queries.ts'
import { readable } from './load-session.ts'
import { type SessionViewRow, sessionViews } from './queries.ts'
import { listQuestions } from './question-queries.ts'
import { listSteps } from './step-queries.ts'
import { listTasks, type TaskRow } from './task-queries.ts'
import { listUpdates, ticketPartOf } from './turn-queries.ts'

/** Everything a surface shows of a case. Reads the database alone: the PSA is asked elsewhere. */
export function sessionDetail(ctx: Ctx, sessionId: string): Promise<SessionDetail> {
  ctx.world.model.warm()
  return tx(ctx, async (sql) => {
    await readable(ctx, sql, sessionId)
    return detailOf(sql, sessionId)
  })
}

export async function detailOf(sql: TransactionSql, sessionId: string): Promise<SessionDetail> {
  return detailFrom(await caseRows(sql, sessionId))
}

/** Everything a case consists of, as it is stored. */
export type CaseRows = Awaited<ReturnType<typeof caseRows>>

export async function caseRows(sql: TransactionSql, sessionId: string) {
  // One flight, in this order: the row with state_version is read first, so that a change in between only makes
  // the rest newer than it says.
  const [[row], steps, tasks, questions, facts, causes, updates, part] = await Promise.all([
    sessionViews(sql, { session_id: sessionId, limit: 1 }),
    listSteps(sql, sessionId),
    listTasks(sql, sessionId),
    listQuestions(sql, sessionId),
    listFactRows(sql, sessionId),
    listCauses(sql, sessionId),
    listUpdates(sql, sessionId),
    ticketPartOf(sql, sessionId),
  ])
  if (!row) throw new Problem('not_found')
  return { row, steps, tasks, questions, facts, causes, updates, part }
}

export function detailFrom(rows: CaseRows): SessionDetail {
  const { row, steps, tasks, questions, facts, causes, updates, part } = rows
  return {
    ...sessionView(row),
    steps: [...steps],
    tasks: tasks.map(taskView),
    questions: [...questions],
    facts: facts.map(factView),
    causes: causes.map(causeView),
    cited_notes: part?.cited_notes ?? [],
    language: languageOf(row),
    ticket: part?.ticket ?? null,
    ticket_fetched_at: part?.fetched_at ?? null,
    ticket_missing: part?.missing ?? [],
    updates: [...updates],
    turn_running: row.turn_running,
    exchanges: row.exchanges,
  }
}

/** Language of the case's texts: of the ticket's client, else of the account. */
export function languageOf({ language, preferences }: SessionViewRow): string {
  return language ?? preferences.language ?? 'en'
}

export function sessionView(row: SessionViewRow): Session {
  const { acts, turn_running: _, exchanges: __, language: ___, preferences: ____, ...view } = row
  return { ...view, active_minutes: activeMinutes(acts) }
}

export function taskView({ touched_by: _, deleted_at: __, no: ___, ...task }: TaskRow): Task {
  return task
}

export function factView({ touched_by: _, no: __, ...fact }: FactRow): Fact {
  return fact
}

/** What is different in `after`, arrays whole. */
export function patchBetween(before: SessionDetail, after: SessionDetail): SessionPatch {
  const changed = Object.entries(after).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof SessionDetail]),
  )
  return { ...Object.fromEntries(changed), state_version: after.state_version }
}
