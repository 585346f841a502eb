import type { Flow } from '../../shared/contracts/flows.ts'
import type { TicketContext } from '../../shared/contracts/tickets.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { ModelRequest, ModelTurn } from '../model/gateway.ts'
import { prompt } from '../model/prompt.ts'
import { type TurnInput, turnOutput } from '../model/protocol.ts'
import { ticketForModel } from '../tickets/for-model.ts'
import { panelOf } from './case-state.ts'
import { chooseFlow, type FlowInHand, flowGuide } from './choose-flow.ts'
import type { SessionRow } from './queries.ts'
import { redactLeaves } from './redact-leaves.ts'
import { caseRows } from './session-detail.ts'
import type { OpenMessage } from './step-queries.ts'
import { findFlow, modelHistory, ticketSnapshot } from './turn-queries.ts'

export type BuiltTurn = {
  request: ModelRequest<typeof turnOutput>
  /** What stands between the history and the newest message: appended with it once the answer is whole. */
  opening: ModelTurn[]
  flow: FlowInHand
  message: string
  /** Until when the ticket's news were told; null: none were. */
  news_at: string | null
  active_task_id: string | null
}

const maxTokens = 4_000

export type AskedTurn = Awaited<ReturnType<typeof readForTurn>> & {
  /** As it was locked, before this turn. */
  session: SessionRow
  messages: OpenMessage[]
}

/** What a turn is made of, all in one flight; the caller has written its message in the same transaction. */
export async function readForTurn(sql: TransactionSql, session: SessionRow) {
  const [rows, history, current, ticket] = await Promise.all([
    caseRows(sql, session.id),
    modelHistory(sql, session.id),
    flowOf(session, (flowId) => findFlow(sql, flowId)),
    newsOf(session, (connectionId, ticketId) => ticketSnapshot(sql, connectionId, ticketId)),
  ])
  return { rows, history, current, ticket }
}

/** The model request of one turn: what was said and shown before, unchanged; the newest message and panel last. */
export async function buildTurn(ctx: Ctx, asked: AskedTurn): Promise<BuiltTurn> {
  const { session, rows, history, messages, current, ticket } = asked
  const panel = panelOf(rows, session.typed_fields, ctx.user.name)
  const message = messages.map(({ content }) => content).join('\n\n')
  const flow = chooseFlow({ current, title: session.title, message, ticket })
  const input: TurnInput = {
    task: 'diagnosis',
    ...(await redactLeaves({ message, answers: answersOf(messages), case: panel })),
    flow: { key: flow.flow.key, version: flow.flow.version, place: flow.place },
  }
  const told = ticket && (await ticketTold(ticket, history.length))
  const guide = flow.isNew
    ? [{ type: 'text' as const, text: JSON.stringify({ flow: flowGuide(flow.flow) }) }]
    : []
  return {
    request: {
      task: 'diagnosis',
      account_id: ctx.account_id,
      user_id: ctx.user.id,
      session_id: session.id,
      system: prompt('sessions/diagnosis'),
      history: [...history, ...(told?.opening ?? [])],
      input: {
        role: 'user',
        content: [...(told?.result ?? []), ...guide, { type: 'text', text: JSON.stringify(input) }],
      },
      schema: turnOutput,
      streams: 'reply',
      max_tokens: maxTokens,
    },
    opening: told?.opening ?? [],
    flow,
    message,
    news_at: ticket ? session.ticket_news_at : null,
    active_task_id: panel.tasks.find(({ state }) => state === 'active')?.id ?? null,
  }
}

async function flowOf({ flow_id, flow_place }: SessionRow, find: (id: string) => Promise<Flow | undefined>) {
  const flow = flow_id && flow_place ? await find(flow_id) : undefined
  return flow && flow_place ? { flow, place: flow_place } : null
}

type Find = (connectionId: string, ticketId: string) => Promise<{ context: TicketContext } | undefined>

/** The ticket when it was read and the model has not heard of it yet. */
async function newsOf(session: SessionRow, find: Find): Promise<TicketContext | null> {
  const { ticket_news_at, psa_connection_id, psa_ticket_id } = session
  if (!ticket_news_at || !psa_connection_id || !psa_ticket_id) return null
  return (await find(psa_connection_id, psa_ticket_id))?.context ?? null
}

function answersOf(messages: OpenMessage[]): TurnInput['answers'] {
  const answer = messages.findLast(({ question_id }) => question_id !== null)
  return answer?.question_id ? { question_id: answer.question_id, text: answer.content } : null
}

/** The ticket as the result of a call that we make in the model's name: its text never stands among instructions. */
async function ticketTold(context: TicketContext, turnsBefore: number) {
  const id = `toolu_ticket_${turnsBefore}`
  const opening: ModelTurn[] = [
    {
      role: 'user',
      content: [
        {
          type: 'text',
          text: turnsBefore === 0 ? 'A case begins. Read its ticket first.' : 'The ticket was read anew.',
        },
      ],
    },
    { role: 'assistant', content: [{ type: 'tool_use', id, name: 'get_ticket', input: {} }] },
  ]
  const text = JSON.stringify(await redactLeaves(ticketForModel(context)))
  return { opening, result: [{ type: 'tool_result' as const, tool_use_id: id, content: text }] }
}
