import { activeMinutes } from '../../shared/durations.ts'
import { Problem } from '../../shared/problems.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { CaseState } from '../model/protocol.ts'
import { listFactRows } from './fact-queries.ts'
import { findSession, type SessionRow, sessionViews } from './queries.ts'
import { listQuestions } from './question-queries.ts'
import type { CaseRows } from './session-detail.ts'
import { listTasks } from './task-queries.ts'

type Panel = Pick<CaseRows, 'row' | 'tasks' | 'facts' | 'questions'>

/** The panel of a case as a model reads it. Unredacted: `redactLeaves` comes before it leaves. */
export async function caseState(
  sql: TransactionSql,
  sessionId: string,
  engineerName: string,
): Promise<CaseState> {
  const [session, [row], tasks, facts, questions] = await Promise.all([
    findSession(sql, sessionId),
    sessionViews(sql, { session_id: sessionId, limit: 1 }),
    listTasks(sql, sessionId),
    listFactRows(sql, sessionId),
    listQuestions(sql, sessionId),
  ])
  if (!session || !row) throw new Problem('not_found')
  return panelOf({ row, tasks, facts, questions }, session.typed_fields, engineerName)
}

export function panelOf(
  { row, tasks, facts, questions }: Panel,
  typed_fields: SessionRow['typed_fields'],
  engineer_name: string,
): CaseState {
  const question = questions.find(({ state }) => state === 'open')
  return {
    title: row.title,
    ticket_id: row.psa_ticket_id,
    client_name: row.client_name,
    asset_name: row.asset_name,
    issue_category: row.issue_category,
    triage_hypothesis: row.triage_hypothesis,
    typed_fields,
    engineer_name,
    minutes: activeMinutes(row.acts),
    confidence: { tier: row.confidence_tier, score: row.confidence_score },
    tasks: tasks.map(({ id, text, state, result, touched_by }) => ({
      id,
      text,
      state,
      result,
      by_person: touched_by !== null,
    })),
    facts: facts.map(({ id, text, status, source_kind }) => ({ id, text, status, source: source_kind })),
    question: question ? { id: question.id, text: question.text, options: question.options } : null,
  }
}
