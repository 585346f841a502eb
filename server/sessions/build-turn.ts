import type { Flow } from '../../shared/contracts/flows.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { leadingFlows } from '../flows/leading.ts'
import type { ModelRequest, ModelTurn } from '../model/gateway.ts'
import { prompt } from '../model/prompt.ts'
import { type TurnCase, turnOutput } from '../model/protocol.ts'
import { redact } from '../redact/redact.ts'
import { ticketForModel } from '../tickets/for-model.ts'
import { caseState } from './case-state.ts'
import { chooseFlow, type FlowInHand } from './choose-flow.ts'
import { earlierWords, isTooLong, shortened } from './conversation.ts'
import type { SessionRow } from './queries.ts'
import { redactLeaves } from './redact-leaves.ts'
import { caseRows } from './session-detail.ts'
import { type ShortIds, shortIds } from './short-ids.ts'
import type { OpenMessage } from './step-queries.ts'
import { turnMessages } from './turn-messages.ts'
import { findFlow, modelHistory, ticketSnapshot } from './turn-queries.ts'
import { wordsForModel } from './words-for-model.ts'

export type BuiltTurn = {
  request: ModelRequest<typeof turnOutput>
  /** What stands between the history and the newest message: appended with it once the answer is whole. */
  opening: ModelTurn[]
  /** A new conversation takes the place of one that grew too long. */
  begins: boolean
  flow: FlowInHand
  /** What the ids in the answer stand for. */
  ids: ShortIds
  message: string
  /** The question the words were typed at. */
  answering: string | null
  /** Until when the ticket's news were told; null: none were. */
  news_at: string | null
  active_task_id: string | null
}

export type AskedTurn = Awaited<ReturnType<typeof readForTurn>> & {
  /** As it was locked, before this turn. */
  session: SessionRow
  messages: OpenMessage[]
}

/** What a turn is made of, all in one flight; the caller has written its message in the same transaction. */
export async function readForTurn(ctx: Ctx, sql: TransactionSql, session: SessionRow) {
  const [rows, conversation, flows, current, news] = await Promise.all([
    caseRows(sql, session.id),
    modelHistory(sql, session.id),
    leadingFlows(ctx, sql),
    flowOf(session, (flowId) => findFlow(sql, flowId)),
    session.ticket_news_at ? ticketSnapshot(sql, session) : null,
  ])
  const begins = isTooLong(conversation)
  const ticket = begins ? await ticketSnapshot(sql, session) : news
  return { rows, history: begins ? [] : conversation, flows, current, ticket, begins }
}

/**
 * The model request of one turn: what was said and shown before, unchanged; then the case and the news of the ticket as
 * results of tools; last, alone in its block, what the engineer wrote.
 */
export async function buildTurn(ctx: Ctx, asked: AskedTurn): Promise<BuiltTurn> {
  const { session, rows, history, messages, flows, current, ticket, begins } = asked
  const message = messages.map(({ content }) => content).join('\n\n')
  const flow = chooseFlow({ flows, current, title: session.title, message, ticket })
  const ids = shortIds(rows, rows.part?.note_ids ?? [])
  const answering = messages.findLast(({ question_id }) => question_id !== null)?.question_id ?? null
  const state: TurnCase = await redactLeaves({
    ...caseState({ user: ctx.user, rows, session, flow, ids, now: new Date() }),
    answering: answering ? ids.of(answering) : '',
    earlier: begins ? earlierWords(rows) : [],
  })
  state.earlier = shortened(state.earlier)
  const { opening, input } = turnMessages({
    history,
    flow,
    ticket: ticket && (await redactLeaves(ticketForModel(ticket, { timeZone: state.time_zone }))),
    state,
    // Redacted whole: a cut could part a secret from what shows that it is one.
    words: wordsForModel(await redact(message)),
  })
  return {
    request: {
      task: 'diagnosis',
      account_id: ctx.account_id,
      user_id: ctx.user.id,
      session_id: session.id,
      system: prompt('sessions/diagnosis'),
      history: [...history, ...opening],
      input,
      schema: turnOutput,
      streams: 'reply',
      flow: flow.flow,
    },
    opening,
    begins,
    flow,
    ids,
    message,
    answering,
    news_at: ticket ? session.ticket_news_at : null,
    active_task_id: rows.tasks.find(({ state }) => state === 'active')?.id ?? null,
  }
}

async function flowOf({ flow_id, flow_place }: SessionRow, find: (id: string) => Promise<Flow | undefined>) {
  const flow = flow_id && flow_place ? await find(flow_id) : undefined
  return flow && flow_place ? { flow, place: flow_place } : null
}
