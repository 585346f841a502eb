import { activeMinutes } from '../../shared/durations.ts'
import { Problem } from '../../shared/problems.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { CaseState } from '../model/protocol.ts'
import { listFactRows } from './fact-queries.ts'
import { findSession, sessionViews } from './queries.ts'
import { openQuestion } from './question-queries.ts'
import { listTasks } from './task-queries.ts'

/** The panel of a case as a model reads it. Unredacted: `redactLeaves` comes before it leaves. */
export async function caseState(
  sql: TransactionSql,
  sessionId: string,
  engineerName: string,
): Promise<CaseState> {
  const [session, [view], tasks, facts, question] = await Promise.all([
    findSession(sql, sessionId),
    sessionViews(sql, { session_id: sessionId, limit: 1 }),
    listTasks(sql, sessionId),
    listFactRows(sql, sessionId),
    openQuestion(sql, sessionId),
  ])
  if (!session || !view) throw new Problem('not_found')
  return {
    title: session.title,
    ticket_id: session.psa_ticket_id,
    client_name: session.client_name,
    asset_name: session.asset_name,
    issue_category: session.issue_category,
    triage_hypothesis: session.triage_hypothesis,
    typed_fields: session.typed_fields,
    engineer_name: engineerName,
    minutes: activeMinutes(view.acts),
    confidence: { tier: session.confidence_tier, score: session.confidence_score },
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
