import type * as v from 'valibot'
import type { newMessage } from '../../shared/contracts/sessions.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { publish } from '../events/publish.ts'
import { limit } from '../http/limits.ts'
import { type AskedTurn, readForTurn } from './build-turn.ts'
import { endedRemarks } from './end-turn.ts'
import { followReply } from './follow-reply.ts'
import { type Follow, startLiveTurn } from './live-turns.ts'
import { readable, workable } from './load-session.ts'
import { advance } from './queries.ts'
import { answerQuestion, findQuestion } from './question-queries.ts'
import { runTurn } from './run-turn.ts'
import { findReplyByIntent, hasWholeReply, interruptReplies, unansweredMessages } from './step-queries.ts'
import { stepRow } from './timeline.ts'
import { turnTaken } from './turn-queries.ts'

type Message = v.InferOutput<typeof newMessage>

const hourSeconds = 3_600

/**
 * Takes an engineer's message and begins the turn that answers it. The turn goes on without its reader; the same
 * intent_key again follows the same turn. Empty content asks for an answer to what stands unanswered: the intake,
 * or a message whose answer failed.
 */
export async function ask(ctx: Ctx, sessionId: string, message: Message): Promise<Follow> {
  may(ctx, 'work')
  const { world } = ctx
  const { intent_key } = message
  const known =
    intent_key &&
    (await tx(ctx, async (sql) => {
      await readable(ctx, sql, sessionId)
      return findReplyByIntent(sql, sessionId, intent_key)
    }))
  if (known) return followReply(ctx, sessionId, known)
  if (world.draining.aborted) throw new Problem('draining')
  if (world.model.label.kind !== 'offline')
    await limit(world, `turns:${ctx.user.id}`, world.config.TURNS_PER_HOUR, hourSeconds)

  const begun = await tx(ctx, (sql) => begin(ctx, sql, sessionId, message))
  if ('known' in begun) return followReply(ctx, sessionId, begun.known)
  const live = startLiveTurn(world, begun.turn_id)
  world.background.run('turn', runTurn(ctx, live, begun.asked))
  return live.follow
}

/** Takes the turn and reads what the model has to know, in three flights: each one is waited for by a person. */
async function begin(
  ctx: Ctx,
  sql: TransactionSql,
  sessionId: string,
  message: Message,
): Promise<{ known: string } | { turn_id: string; asked: AskedTurn }> {
  const { content, answers } = message
  const intent_key = message.intent_key ?? null
  const [session, known, open, hasReply, question] = await Promise.all([
    workable(ctx, sql, sessionId),
    // Asked again under the lock: the same message may have come in twice at once.
    intent_key ? findReplyByIntent(sql, sessionId, intent_key) : undefined,
    unansweredMessages(sql, sessionId),
    hasWholeReply(sql, sessionId),
    answers ? findQuestion(sql, sessionId, answers) : undefined,
  ])
  if (known) return { known }
  if (session.turn_id && session.turn_alive) throw new Problem('turn_in_progress')
  if (content ? answers && !question : answers || (open.length === 0 && hasReply)) throw invalid(message)
  if (question && question.state !== 'open')
    throw new Problem('revision_stale', undefined, { extra: { current: question } })

  const { user } = ctx
  const said = stepRow({ kind: 'message', user_id: user.id, content, ref_id: answers ?? null, intent_key })
  const reply = stepRow({
    kind: 'reply',
    content: '',
    state: 'streaming',
    model_kind: ctx.world.model.label.kind,
    ref_id: content ? said.id : (open.at(-1)?.id ?? null),
    intent_key: content ? null : intent_key,
  })
  const state_version = session.state_version + 1
  const written = Promise.all([
    session.turn_id ? interruptReplies(sql, sessionId, endedRemarks.interrupted) : undefined,
    question ? answerQuestion(sql, question.id, content, user.id) : undefined,
    advance(sql, sessionId, {
      changes: [turnTaken(sql, reply.id, ctx.world.process_id)],
      steps: content ? [said, reply] : [reply],
    }),
  ])
  const read = readForTurn(ctx, sql, session)
  const told = publish(sql, ctx.account_id, 'session.changed', { session_id: sessionId, state_version })
  const [, asked] = await Promise.all([written, read, told])
  const messages = content
    ? [...open, { id: said.id, user_id: user.id, content, question_id: answers ?? null }]
    : open
  return { turn_id: reply.id, asked: { ...asked, session, messages } }
}

function invalid({ content }: Message): Problem {
  const fields: Record<string, string> = content
    ? { answers: 'No question of this case.' }
    : { content: 'Must not be empty.' }
  return new Problem('invalid', undefined, { fields })
}
