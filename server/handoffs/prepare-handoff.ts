import type { HandoffRequest } from '../../shared/contracts/handoff-calls.ts'
import type { Brief } from '../../shared/contracts/handoffs.ts'
import { activeMinutes } from '../../shared/durations.ts'
import { Problem } from '../../shared/problems.ts'
import { isWaiting } from '../../shared/waiting-handoff.ts'
import { plannedStatus } from '../closings/plan-closing.ts'
import { placeOf, statusOrder } from '../closings/prepare-closing.ts'
import { rightsOf } from '../closings/rights-of.ts'
import { settingsOf } from '../connections/flowpilot-settings.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { redactLeaves } from '../redact/redact-leaves.ts'
import { type ReadCase, readCase } from '../sessions/case-queries.ts'
import { mayInCase } from '../sessions/case-rights.ts'
import type { HandedWork } from '../sessions/handoff-queries.ts'
import { mayOpenCase } from '../sessions/load-session.ts'
import { basicBrief } from './basic-brief.ts'
import { escalationDocument } from './escalation-document.ts'
import { findCachedBrief, listTargets, type Target } from './queries.ts'

/** `content`: the parts of the note as a person edited them; null: as the brief has them. */
export type HandoffOrder = HandoffRequest & {
  origin: 'handoff' | 'package'
  intent_key: string | null
  content: string | null
}
export type Prepared = Awaited<ReturnType<typeof prepareHandoff>>

/** All that a handoff writes, thought out before anything is locked; it holds while the case stays as it was read. */
export async function prepareHandoff(ctx: Ctx, sessionId: string, order: HandoffOrder) {
  may(ctx, 'work')
  const { rows, settings, target, cached } = await tx(ctx, async (sql) => {
    const rows = await readCase(sql, sessionId, ctx)
    mayOpenCase(ctx, rows)
    mayHandOn(ctx, rows)
    return {
      rows,
      settings: await settingsOf(sql, rows.row.psa_connection_id),
      target: await targetOf(ctx, sql, sessionId, order.target_user_id ?? null),
      cached: await findCachedBrief(sql, sessionId, rows.row.state_version),
    }
  })
  const { row, part } = rows
  const at = new Date().toISOString()
  const brief = withWords(cached ?? basicBrief(rows), order)
  const document = escalationDocument({
    rows,
    brief,
    reason: order.reason,
    from: ctx.user.name,
    to: target?.name ?? null,
    at,
    active_minutes: activeMinutes([...row.acts, at], row.pauses),
    steps_taken: order.steps_taken,
    include_steps: settings.include_steps,
    content: order.content,
  })
  // parked, a case stays private: its ticket hears nothing of it
  const place = order.intent === 'escalate' ? placeOf(rows) : null
  const rights = rightsOf(ctx, rows)
  const byDefault = settings.auto_push && rights.internal_note === 'allow'
  const { ticket_note } = order.destinations
  const known = { rights, board_id: part?.ticket.board?.id ?? null }
  const status = place && plannedStatus(order.psa_status_id, settings.escalated_status_by_board, known)
  const planned = status !== null && typeof status !== 'string' ? status : null
  return {
    order,
    state_version: row.state_version,
    at,
    place,
    target,
    brief,
    work: workOf(rows),
    document: { ...document, sections: await redactLeaves(document.sections) },
    note:
      place && (order.content !== null || (ticket_note ?? byDefault))
        ? { confirmed: order.content !== null || ticket_note === true }
        : null,
    status: planned && {
      order: await statusOrder(ctx, rows, planned.status_id),
      confirmed: planned.confirmed,
    },
    status_transition_skipped_reason: typeof status === 'string' ? status : null,
  }
}

/** Throws unless this person may hand this case on as it stands. */
export function mayHandOn(ctx: Ctx, { row, handoffs }: Pick<ReadCase, 'row' | 'handoffs'>): void {
  if (row.status !== 'resolved' && handoffs.some(isWaiting)) throw new Problem('handoff_open')
  mayInCase(ctx, 'escalate', row)
  if (row.status === 'paused') throw new Problem('case_paused')
}

async function targetOf(
  ctx: Ctx,
  sql: TransactionSql,
  sessionId: string,
  userId: string | null,
): Promise<Target | null> {
  if (userId === null) return null
  if (userId === ctx.user.id) throw new Problem('handoff_to_oneself')
  const target = (await listTargets(sql, sessionId, ctx.user.id)).find(({ id }) => id === userId)
  if (!target) throw new Problem('target_cannot_open')
  return target
}

type Words = Pick<HandoffOrder, 'root_cause' | 'recommendations'>

/** What was typed beside the reason stands first. */
export function withWords(brief: Brief, { root_cause, recommendations }: Words): Brief {
  const typed = recommendations.split('\n').filter((line) => line.trim())
  return {
    ...brief,
    likely_cause: root_cause || brief.likely_cause,
    suggested_steps: [...typed, ...brief.suggested_steps.filter((step) => !typed.includes(step))],
  }
}

/** What was done and asked by now: later it tells what was done once more. */
function workOf({ tasks, questions }: ReadCase): HandedWork {
  return {
    steps: tasks
      .filter(({ state }) => state === 'done')
      .map(({ id, text, command }) => ({ id, text, command })),
    questions: questions.filter(({ state }) => state === 'answered').map(({ text }) => text),
  }
}
