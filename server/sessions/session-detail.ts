import type { Fact } from '../../shared/contracts/facts.ts'
import type { Flow } from '../../shared/contracts/flows.ts'
import type { CaseView, Session, SessionDetail, SessionPatch } from '../../shared/contracts/sessions.ts'
import type { Task } from '../../shared/contracts/tasks.ts'
import { activeMinutes } from '../../shared/durations.ts'
import { Problem } from '../../shared/problems.ts'
import { standingPolicy } from '../ai-policy/standing-policy.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { knownFlow } from '../flows/leading.ts'
import { type CaseRows, type ReadCase, readCase } from './case-queries.ts'
import { rightsInCase } from './case-rights.ts'
import { causeView } from './cause-queries.ts'
import type { FactRow } from './fact-queries.ts'
import { handoffView } from './handoff-view.ts'
import { mayOpenCase } from './load-session.ts'
import { reminderView } from './reminder-queries.ts'
import { stageOf } from './session-status.ts'
import type { TaskRow } from './task-queries.ts'
import type { SessionViewRow } from './view-queries.ts'

/** Everything a surface shows of a case. Reads the database alone: the PSA is asked elsewhere. */
export function sessionDetail(ctx: Ctx, sessionId: string): Promise<SessionDetail> {
  ctx.world.model.warm()
  may(ctx, 'read')
  return tx(ctx, async (sql) => {
    const found = await readCase(sql, sessionId, ctx)
    mayOpenCase(ctx, found)
    return detailFor(ctx, sql, found)
  })
}

/** After a write of the caller's, who has looked whether the case may be opened. */
export async function detailOf(ctx: Ctx, sql: TransactionSql, sessionId: string): Promise<SessionDetail> {
  return detailFor(ctx, sql, await caseOf(sql, sessionId))
}

export async function caseOf(sql: TransactionSql, sessionId: string): Promise<ReadCase> {
  const rows = await readCase(sql, sessionId)
  if (!rows) throw new Problem('not_found')
  return rows
}

async function detailFor(ctx: Ctx, sql: TransactionSql, found: ReadCase): Promise<SessionDetail> {
  const { flow_id } = found.row
  const flow = flow_id ? await knownFlow(ctx, sql, flow_id) : undefined
  return { ...viewOf(found, flow), may: rightsInCase(ctx, found.row, found.write_rights) }
}

/** What everybody who opens it sees alike. `flow`: the one that leads. */
export function viewOf(rows: CaseRows, flow: Flow | undefined): CaseView {
  const {
    row,
    steps,
    tasks,
    questions,
    facts,
    causes,
    fix,
    forks,
    handoffs,
    updates,
    reminders,
    part,
    addresses,
    policy,
  } = rows
  return {
    ...sessionView(row),
    stage: stageOf(rows, flow),
    steps: [...steps],
    tasks: tasks.map(taskView),
    questions: [...questions],
    facts: facts.map(factView),
    causes: causes.map(causeView),
    active_fix: fix,
    forks: [...forks],
    handoffs: handoffs.map((each) => handoffView(each, rows)),
    cited_notes: part?.cited_notes ?? [],
    language: languageOf(row),
    ai_policy: standingPolicy(policy),
    ticket: part?.ticket ?? null,
    ticket_fetched_at: part?.fetched_at ?? null,
    addresses: [...addresses.of_ticket, ...addresses.of_flow],
    ticket_missing: part?.missing ?? [],
    updates: [...updates],
    default_length: row.preferences.default_length,
    reminders: reminders.map(reminderView),
    turn_running: row.turn_running,
    exchanges: row.exchanges,
  }
}

/** Language of the case's texts: of the ticket's client, else of the account. */
export function languageOf({ language, preferences }: SessionViewRow): string {
  return language ?? preferences.language ?? 'en'
}

export function sessionView(row: SessionViewRow): Session {
  const { acts, pauses, turn_running: _, exchanges: __, language: ___, preferences: ____, ...rest } = row
  const { flow_id: _____, flow_place: ______, ...view } = rest
  return { ...view, active_minutes: activeMinutes(acts, pauses) }
}

export function taskView({ touched_by: _, deleted_at: __, no: ___, ...task }: TaskRow): Task {
  return task
}

export function factView({ touched_by: _, no: __, ...fact }: FactRow): Fact {
  return fact
}

/** What is different in `after`, arrays whole. */
export function patchBetween(before: CaseView, after: CaseView): SessionPatch {
  const changed = Object.entries(after).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof CaseView]),
  )
  return { ...Object.fromEntries(changed), state_version: after.state_version }
}
