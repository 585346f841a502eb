import type { HandoffRequest } from '../../shared/contracts/handoff-calls.ts'
import type { Brief } from '../../shared/contracts/handoffs.ts'
import { activeMinutes } from '../../shared/durations.ts'
import { Problem } from '../../shared/problems.ts'
import { isWaiting } from '../../shared/waiting-handoff.ts'
import { type Document, longestNote } from '../closings/documentation.ts'
import { plannedStatus, plannedTime } from '../closings/plan-closing.ts'
import { placeOf, statusOrder, timeOrder } from '../closings/prepare-closing.ts'
import { asText } from '../closings/render.ts'
import { rightsOf } from '../closings/rights-of.ts'
import { settingsOf } from '../connections/flowpilot-settings.ts'
import { memberFor } from '../connections/member-mapping.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { redactLeaves } from '../redact/redact-leaves.ts'
import { type ReadCase, readCase } from '../sessions/case-queries.ts'
import { mayInCase } from '../sessions/case-rights.ts'
import type { HandedWork } from '../sessions/handoff-queries.ts'
import { mayOpenCase } from '../sessions/load-session.ts'
import { basicBrief } from './basic-brief.ts'
import { editedBrief } from './edited-brief.ts'
import { escalationDocument } from './escalation-document.ts'
import { findCachedBrief, listTargets, type Target } from './queries.ts'

/** `content`: the parts of the note as a person edited them; null: as the brief has them. */
export type HandoffOrder = Omit<HandoffRequest, 'content' | 'intent_key'> & {
  origin: 'handoff' | 'package'
  intent_key: string | null
  content: string | null
}
export type Prepared = Awaited<ReturnType<typeof prepareHandoff>>

/** All that a handoff writes, thought out before anything is locked; it holds while the case stays as it was read. */
export async function prepareHandoff(ctx: Ctx, sessionId: string, order: HandoffOrder) {
  may(ctx, 'work')
  const { rows, settings, target, member, cached } = await tx(ctx, async (sql) => {
    const rows = await readCase(sql, sessionId, ctx)
    mayOpenCase(ctx, rows)
    mayHandOn(ctx, rows)
    const connection_id = rows.row.psa_connection_id
    return {
      rows,
      member: connection_id ? await memberFor(sql, { connection_id, user_id: ctx.user.id }) : null,
      settings: await settingsOf(sql, connection_id),
      target: await targetOf(ctx, sql, sessionId, order.target_user_id ?? null),
      cached: await findCachedBrief(sql, sessionId, rows.row.state_version),
    }
  })
  const { row, part } = rows
  const at = new Date().toISOString()
  const ofCase = withWords(cached ?? basicBrief(rows), order)
  const brief = order.content === null ? ofCase : editedBrief(ofCase, order.content, row.title)
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
  if (order.content !== null) mustFit(document)
  // parked, a case stays private: its ticket hears nothing of it
  const place = order.intent === 'escalate' ? placeOf(rows) : null
  const rights = rightsOf(ctx, rows)
  const byDefault = settings.auto_push && rights.internal_note === 'allow'
  const { ticket_note } = order.destinations
  // who posts the package has seen it
  const isPackage = order.origin === 'package'
  const known = { rights, board_id: part?.ticket.board?.id ?? null }
  const status = place && plannedStatus(order.psa_status_id, settings.escalated_status_by_board, known)
  const planned = status !== null && typeof status !== 'string' ? status : null
  const { accepted_leaks } = order
  const member_identifier = member?.member_identifier ?? null
  const hours = place && plannedTime(order.time_entry, { settings, member: member_identifier })
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
      place && (isPackage || (ticket_note ?? byDefault))
        ? { confirmed: isPackage || ticket_note === true }
        : null,
    time: hours && (await timeOrder(ctx, hours.time, { accepted_leaks, member_identifier })),
    member_mapping_warning: hours?.member_mapping_warning ?? false,
    time_entry_skipped_reason: hours?.time_entry_skipped_reason ?? null,
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

/** What a person worded is not cut. */
function mustFit(document: Document): void {
  const over = asText(document).length - longestNote
  if (over <= 0) return
  const sentence = `With the reason and what stands around it the note is too long. Shorten it by ${over} characters.`
  throw new Problem('invalid', sentence, { fields: { content: sentence } })
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
