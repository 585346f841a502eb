import type * as v from 'valibot'
import type { Flow, FlowPlace } from '../../shared/contracts/flows.ts'
import type { newUpdate, Update } from '../../shared/contracts/updates.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { matchFlow } from '../flows/match.ts'
import { limit } from '../http/limits.ts'
import type { ModelRequest } from '../model/gateway.ts'
import { prompt } from '../model/prompt.ts'
import { type UpdateInput, updateOutput } from '../model/protocol.ts'
import { caseState } from '../sessions/case-state.ts'
import { readable } from '../sessions/load-session.ts'
import { type SessionRow, sessionViews } from '../sessions/queries.ts'
import { redactLeaves } from '../sessions/redact-leaves.ts'
import { findFlow, ticketPart } from '../sessions/turn-queries.ts'
import { accountVoice, changedSince, previousUpdate, secondsSinceLast } from './queries.ts'
import { sessionStatus } from './session-status.ts'
import { templatesOf } from './templates.ts'

export type UpdateOrder = v.InferOutput<typeof newUpdate>

export type BuiltUpdate = {
  request: ModelRequest<typeof updateOutput>
  facts: Pick<Update, 'session_status' | 'steps_completed' | 'time_spent_minutes'> & {
    ticket_updated_at: string | null
    ticket_company_id: string | null
    state_version: number
  }
}

const exchangesNeeded = 2
const debounceS = 3
const maxTokens = { quick: 1_000, detailed: 3_000 } as const

/** What an update is written from: the panel of the case alone, never the ticket's or the conversation's own words. */
export async function buildUpdate(ctx: Ctx, sessionId: string, order: UpdateOrder): Promise<BuiltUpdate> {
  may(ctx, 'work')
  const known = await tx(ctx, (sql) => gather(sql, ctx, sessionId, order))
  await limit(ctx.world, `updates:${ctx.user.id}:${sessionId}`, 1, debounceS)
  const { session, flow, place, panel, voice, ticket } = known
  const session_status = sessionStatus({
    session,
    flow,
    place,
    done: panel.tasks.filter(({ state }) => state === 'done').map(({ text }) => text),
  })
  const input: UpdateInput = {
    task: 'update',
    audience: order.audience,
    length: order.length,
    context: order.context,
    session_status,
    new_since_previous: known.newer,
    flow: { key: flow.key, version: flow.version, place },
    ...(await redactLeaves({
      client_first_name: ticket?.contact?.first_name || null,
      account_name: voice.name,
      previous: known.previous ?? null,
      templates: templatesOf(voice.communication_templates),
      case: panel,
    })),
  }
  return {
    request: {
      task: 'rewrite',
      account_id: ctx.account_id,
      user_id: ctx.user.id,
      session_id: sessionId,
      system: prompt('updates/update'),
      history: [],
      input: { role: 'user', content: [{ type: 'text', text: JSON.stringify(input) }] },
      schema: updateOutput,
      streams: 'text',
      max_tokens: maxTokens[order.length],
    },
    facts: {
      session_status,
      steps_completed: panel.tasks.filter(({ state }) => state === 'done').length,
      time_spent_minutes: panel.minutes,
      ticket_updated_at: ticket?.updated_at ?? null,
      ticket_company_id: ticket?.company?.id ?? null,
      state_version: session.state_version,
    },
  }
}

async function gather(sql: TransactionSql, ctx: Ctx, sessionId: string, order: UpdateOrder) {
  const session = await readable(ctx, sql, sessionId)
  const [view] = await sessionViews(sql, { session_id: sessionId, limit: 1 })
  if (!view || view.exchanges < exchangesNeeded) throw new Problem('session_too_young')
  const waited = await secondsSinceLast(sql, sessionId, ctx.user.id)
  if (waited !== null && waited < debounceS)
    throw new Problem('too_often', undefined, { extra: { retry_after_s: Math.ceil(debounceS - waited) } })
  const previous = await previousUpdate(sql, sessionId, order.audience)
  return {
    session,
    ...(await flowInHand(sql, session)),
    panel: await caseState(sql, sessionId, ctx.user.name),
    previous,
    newer: previous ? await changedSince(sql, sessionId, previous.at) : [],
    voice: await accountVoice(sql),
    ticket: await ticketOf(sql, session),
  }
}

async function flowInHand(
  sql: TransactionSql,
  session: SessionRow,
): Promise<{ flow: Flow; place: FlowPlace }> {
  const flow = session.flow_id ? await findFlow(sql, session.flow_id) : undefined
  if (flow && session.flow_place) return { flow, place: session.flow_place }
  const { flow: matched } = matchFlow([session.title, session.intake_content].join('\n'))
  return { flow: matched, place: { node: matched.start, trail: [] } }
}

/** As last read, however long ago: an update does not wait for the PSA. */
async function ticketOf(sql: TransactionSql, { psa_connection_id, psa_ticket_id }: SessionRow) {
  if (!psa_connection_id || !psa_ticket_id) return null
  return (await ticketPart(sql, psa_connection_id, psa_ticket_id))?.ticket ?? null
}
