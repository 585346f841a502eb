import type * as v from 'valibot'
import type { Flow, FlowPlace } from '../../shared/contracts/flows.ts'
import type { newUpdate, Update } from '../../shared/contracts/updates.ts'
import { Problem } from '../../shared/problems.ts'
import { standingPolicy } from '../ai-policy/standing-policy.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { type RefOf, refsOf, refsOfClient } from '../evidence/cites.ts'
import { knownFlow, leadingFlows } from '../flows/leading.ts'
import { limit } from '../limits.ts'
import type { ModelRequest } from '../model/gateway.ts'
import { limitCalls } from '../model/limit-calls.ts'
import { orderedTurns } from '../model/ordered.ts'
import { prompt } from '../model/prompt.ts'
import { type UpdateOrder as Order, type UpdateCase, updateOutput } from '../model/protocol.ts'
import { redactLeaves } from '../redact/redact-leaves.ts'
import type { CaseRows } from '../sessions/case-queries.ts'
import { mayInCase } from '../sessions/case-rights.ts'
import { caseState, shortenedCase } from '../sessions/case-state.ts'
import { chooseFlow } from '../sessions/choose-flow.ts'
import { readable } from '../sessions/load-session.ts'
import type { SessionRow } from '../sessions/queries.ts'
import { caseOf } from '../sessions/session-detail.ts'
import { sessionStatus } from '../sessions/session-status.ts'
import { shortIds } from '../sessions/short-ids.ts'
import { ticketSnapshot } from '../sessions/turn-queries.ts'
import { zoneOfRows } from '../sessions/zone-of-rows.ts'
import { clientReport } from '../tickets/client-words.ts'
import { clientCase, releasedOf } from './client-case.ts'
import { accountVoice, changedSince, lastWritten, previousUpdate } from './queries.ts'
import { templatesOf } from './templates.ts'
import { endOfCase } from './texts-of-end.ts'

export type UpdateOrder = v.InferOutput<typeof newUpdate>

export type BuiltUpdate = {
  /** The text where it stands already: what the next engineer was given to read, or the client of a closing was to. */
  given: string | null
  request: ModelRequest<typeof updateOutput>
  /** The rows that the text may name as what it rests on. */
  refOf: RefOf
  facts: Pick<Update, 'session_status' | 'steps_completed' | 'time_spent_minutes'> & {
    ticket_updated_at: string | null
    ticket_company_id: string | null
    state_version: number
  }
}

const exchangesNeeded = 2
const debounceS = 3
/** What the client wrote first names the trouble; no more of it is needed. */
const clientCharacters = 1_000

/** What an update is written from: the panel of the case, and for a client what of it they may know. */
export async function buildUpdate(ctx: Ctx, sessionId: string, order: UpdateOrder): Promise<BuiltUpdate> {
  may(ctx, 'work')
  const known = await tx(ctx, (sql) => gather(ctx, sql, sessionId, order))
  // Two at the same moment: the newest update of neither stands yet.
  await limit(ctx.world, `updates:${ctx.user.id}:${sessionId}`, 1, debounceS).catch((error: unknown) => {
    throw error instanceof Problem && error.code === 'too_often'
      ? tooSoon(debounceS, 'update_just_written')
      : error
  })
  const { session, rows, end } = known
  const done = rows.tasks.filter(({ state }) => state === 'done').map(({ text }) => text)
  const session_status = sessionStatus({ ...known, fix: rows.fix, done })
  const ticket = rows.part?.ticket ?? null
  const { request, minutes } = await requestOf(ctx, order, {
    ...known,
    session_status,
    closing: end.closing,
  })
  const [prose = ''] = await redactLeaves([
    (order.audience === 'ticket_notes' && end.brief?.summary_prose) || '',
  ])
  const isForClient = order.audience === 'client_update' && order.length === 'detailed'
  const given = prose || (isForClient && end.client_draft) || null
  if (!given) await limitCalls(ctx, 'updates')
  return {
    given,
    request,
    refOf:
      order.audience === 'ticket_notes'
        ? refsOf(known.ids, { session_id: session.id, fix_id: rows.fix?.id ?? null })
        : refsOfClient(rows.facts, { session_id: session.id }),
    facts: {
      session_status,
      steps_completed: done.length,
      time_spent_minutes: minutes,
      ticket_updated_at: ticket?.updated_at ?? null,
      ticket_company_id: ticket?.company?.id ?? null,
      state_version: session.state_version,
    },
  }
}

type Told = Omit<Awaited<ReturnType<typeof gather>>, 'end'> & Pick<UpdateCase, 'session_status' | 'closing'>

/** What a model is asked for a text of a case, without secrets. */
export async function requestOf(ctx: Ctx, order: Omit<Order, 'templates'>, known: Told) {
  const { session, flow, place, rows, ids, voice, context, session_status, closing } = known
  const time_zone = zoneOfRows(rows, order.audience)
  const whole: UpdateCase = {
    ...caseState({ user: ctx.user, rows, session, flow: { flow, place }, ids, now: new Date(), time_zone }),
    session_status,
    closing,
    client_first_name: rows.part?.ticket.contact?.first_name ?? '',
    account_name: voice.name,
    client_words:
      order.audience === 'ticket_notes' || !context ? '' : clientReport(context).slice(0, clientCharacters),
    previous: known.previous ?? { at: '', text: '' },
    new_since_previous: known.newer.map(ids.of).filter(Boolean),
  }
  const told = order.audience === 'ticket_notes' ? whole : clientCase(whole, flow, releasedOf(rows, ids))
  const { default_length: _, ...templates } = templatesOf(voice.communication_templates)
  const wanted: Order = { ...order, templates }
  const clean = shortenedCase(await redactLeaves(told))
  const request: ModelRequest<typeof updateOutput> = {
    task: 'update',
    account_id: ctx.account_id,
    user_id: ctx.user.id,
    session_id: session.id,
    system: prompt('updates/update'),
    ...orderedTurns('An update is ordered.', clean, wanted),
    schema: updateOutput,
    streams: 'text',
    policy: standingPolicy(rows.policy).policy,
    flow,
  }
  return { request, minutes: whole.minutes }
}

async function gather(ctx: Ctx, sql: TransactionSql, sessionId: string, order: UpdateOrder) {
  const session = await readable(ctx, sql, sessionId)
  mayInCase(ctx, 'share', session)
  const rows = await caseOf(sql, sessionId)
  if (rows.row.exchanges < exchangesNeeded) throw new Problem('session_too_young')
  const last = await lastWritten(sql, sessionId, ctx.user.id)
  if (last && last.seconds < debounceS)
    throw tooSoon(
      Math.ceil(debounceS - last.seconds),
      last.posted ? 'update_just_posted' : 'update_just_written',
    )
  const previous = await previousUpdate(sql, sessionId, order.audience)
  return {
    ...(await sourceOf(ctx, sql, session, rows)),
    end: await endOfCase(sql, sessionId, order.context),
    previous,
    newer: previous ? await changedSince(sql, sessionId, previous.at) : [],
  }
}

/** What every text of a case is written from. */
export async function sourceOf(ctx: Ctx, sql: TransactionSql, session: SessionRow, rows: CaseRows) {
  return {
    session,
    ...(await flowInHand(ctx, sql, session)),
    rows,
    ids: shortIds(rows, rows.part?.note_ids ?? []),
    voice: await accountVoice(sql),
    context: await ticketSnapshot(sql, session),
  }
}

const whyTooSoon = {
  update_just_written: 'An update was written a moment ago.',
  update_just_posted: 'You posted an update of this case a moment ago.',
} as const

function tooSoon(retry_after_s: number, reason: keyof typeof whyTooSoon): Problem {
  const unit = retry_after_s === 1 ? 'second' : 'seconds'
  return new Problem(
    'too_often',
    `${whyTooSoon[reason]} The next one can be written in ${retry_after_s} ${unit}.`,
    { extra: { retry_after_s, reason } },
  )
}

/** The flow that leads a case, or the one that would. */
export async function flowInHand(
  ctx: Ctx,
  sql: TransactionSql,
  session: Pick<SessionRow, 'flow_id' | 'flow_place' | 'title' | 'intake_content'>,
): Promise<{ flow: Flow; place: FlowPlace }> {
  const flow = session.flow_id ? await knownFlow(ctx, sql, session.flow_id) : undefined
  if (flow && session.flow_place) return { flow, place: session.flow_place }
  const flows = await leadingFlows(ctx, sql)
  return chooseFlow({
    flows,
    current: null,
    title: session.title,
    message: session.intake_content,
    ticket: null,
  })
}
