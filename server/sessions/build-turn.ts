import { standingPolicy } from '../ai-policy/standing-policy.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { knownFlow, leadingFlows } from '../flows/leading.ts'
import { showImages } from '../images/show-images.ts'
import type { ModelRequest, ModelTurn } from '../model/gateway.ts'
import { imagesNamed } from '../model/images.ts'
import { prompt } from '../model/prompt.ts'
import { type TurnCase, turnOutput } from '../model/protocol.ts'
import { redact } from '../redact/redact.ts'
import { redactLeaves } from '../redact/redact-leaves.ts'
import { clientWords } from '../tickets/client-words.ts'
import { ticketForModel } from '../tickets/for-model.ts'
import type { CaseRows, TakeRead } from './case-queries.ts'
import { caseState, shortenedCase } from './case-state.ts'
import { type ChosenFlow, chooseFlow } from './choose-flow.ts'
import { earlierWords, isTooLong, shortened } from './conversation.ts'
import type { SessionRow } from './queries.ts'
import { type ShortIds, shortIds } from './short-ids.ts'
import type { OpenMessage } from './step-queries.ts'
import { turnMessages } from './turn-messages.ts'
import { ticketSnapshot } from './turn-queries.ts'
import { wordsForModel } from './words-for-model.ts'

export type BuiltTurn = {
  request: ModelRequest<typeof turnOutput>
  /** What stands between the history and the newest message: appended with it once the answer is whole. */
  opening: ModelTurn[]
  /** A new conversation takes the place of one that grew too long. */
  begins: boolean
  flow: ChosenFlow
  /** What the ids in the answer stand for. */
  ids: ShortIds
  message: string
  /** The last of the messages that `message` is made of; null where the case begins from its intake. */
  message_id: string | null
  /** What the client wrote in the ticket, where its news were told. */
  client_words: string
  /** The question the words were typed at. */
  answering: string | null
  /** Until when the ticket's news were told; null: none were. */
  news_at: string | null
  active_task_id: string | null
}

export type AskedTurn = Awaited<ReturnType<typeof readForTurn>> & {
  /** As it was locked, before this turn. */
  session: SessionRow
  /** As they stand with it. */
  rows: CaseRows
  messages: OpenMessage[]
  without_images: boolean
}

/** The newest of what stands unanswered. */
const mostImagesInTurn = 9

/** What else a turn is made of: flows that this process does not know yet, and the ticket where a conversation begins anew. */
export async function readForTurn(ctx: Ctx, sql: TransactionSql, { session, history, news }: TakeRead) {
  const begins = isTooLong(history)
  const flows = await leadingFlows(ctx, sql)
  const current = await flowOf(ctx, sql, session)
  const ticket = begins && !news ? await ticketSnapshot(sql, session) : news
  return { history: begins ? [] : history, flows, current, ticket, begins }
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
  const told: TurnCase = {
    ...caseState({ user: ctx.user, rows, session, flow, ids, answering, now: new Date() }),
    answering: answering ? ids.of(answering) : '',
    earlier: begins ? earlierWords(rows) : [],
  }
  const images = asked.without_images ? [] : imagesOf(asked).slice(-mostImagesInTurn)
  const state = shortenedCase(await redactLeaves(told))
  state.earlier = shortened(state.earlier)
  const { opening, input } = await turnMessages({
    history,
    flow,
    ticket: ticket && (await redactLeaves(ticketForModel(ticket, { timeZone: state.time_zone }))),
    state,
    // Redacted whole: a cut could part a secret from what shows that it is one.
    words: wordsForModel(await redact(message)),
    images,
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
      images: await showImages(ctx, [...imagesNamed(history), ...images]),
      schema: turnOutput,
      streams: 'reply',
      policy: standingPolicy(rows.policy).policy,
      flow: flow.flow,
    },
    opening,
    begins,
    flow,
    ids,
    message,
    message_id: messages.at(-1)?.id ?? null,
    client_words: ticket ? clientWords(ticket) : '',
    answering,
    news_at: ticket ? session.ticket_news_at : null,
    active_task_id: rows.tasks.find(({ state }) => state === 'active')?.id ?? null,
  }
}

function imagesOf({ rows, messages }: AskedTurn): string[] {
  const said = new Set(messages.map(({ id }) => id))
  return rows.steps.flatMap((step) => (said.has(step.id) ? step.images.map(({ id }) => id) : []))
}

async function flowOf(ctx: Ctx, sql: TransactionSql, { flow_id, flow_place }: SessionRow) {
  const flow = flow_id && flow_place ? await knownFlow(ctx, sql, flow_id) : undefined
  return flow && flow_place ? { flow, place: flow_place } : null
}
