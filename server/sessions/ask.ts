import { v7 as newId } from 'uuid'
import type * as v from 'valibot'
import type { newMessage } from '../../shared/contracts/sessions.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { limit } from '../http/limits.ts'
import { endedRemarks } from './end-turn.ts'
import { followReply } from './follow-reply.ts'
import { type Follow, startLiveTurn } from './live-turns.ts'
import { readable, workable } from './load-session.ts'
import { answerQuestion, findQuestion } from './question-queries.ts'
import { runTurn } from './run-turn.ts'
import { findReplyByIntent, hasWholeReply, interruptReplies, unansweredMessages } from './step-queries.ts'
import { addStep, touchSession } from './timeline.ts'
import { takeTurn } from './turn-queries.ts'

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

  const { turn_id, isNew } = await tx(ctx, (sql) => begin(ctx, sql, sessionId, message))
  if (!isNew) return followReply(ctx, sessionId, turn_id)
  const live = startLiveTurn(world, turn_id)
  world.background.run('turn', runTurn(ctx, sessionId, live))
  return live.follow
}

async function begin(
  ctx: Ctx,
  sql: TransactionSql,
  sessionId: string,
  message: Message,
): Promise<{ turn_id: string; isNew: boolean }> {
  const session = await workable(ctx, sql, sessionId)
  // Asked again under the lock: the same message may have come in twice at once.
  const known = message.intent_key && (await findReplyByIntent(sql, sessionId, message.intent_key))
  if (known) return { turn_id: known, isNew: false }
  if (session.turn_id && session.turn_alive) throw new Problem('turn_in_progress')
  if (session.turn_id) await interruptReplies(sql, sessionId, endedRemarks.interrupted)

  const messageId = message.content
    ? await say(ctx, sql, sessionId, message)
    : await unanswered(sql, sessionId, message)
  const turn_id = newId()
  const taken = takeTurn(sql, sessionId, turn_id, ctx.world.process_id)
  const added = addStep(sql, {
    account_id: ctx.account_id,
    session_id: sessionId,
    id: turn_id,
    kind: 'reply',
    content: '',
    state: 'streaming',
    model_kind: ctx.world.model.label.kind,
    ref_id: messageId,
    intent_key: message.content ? null : (message.intent_key ?? null),
  })
  await Promise.all([taken, added, touchSession(sql, sessionId)])
  return { turn_id, isNew: true }
}

async function say(ctx: Ctx, sql: TransactionSql, sessionId: string, message: Message): Promise<string> {
  const { content, answers, intent_key } = message
  if (answers) {
    const question = await findQuestion(sql, sessionId, answers)
    if (!question)
      throw new Problem('invalid', undefined, { fields: { answers: 'No question of this case.' } })
    if (question.state !== 'open')
      throw new Problem('revision_stale', undefined, { extra: { current: question } })
    await answerQuestion(sql, question.id, content, ctx.user.id)
  }
  const step = await addStep(sql, {
    account_id: ctx.account_id,
    session_id: sessionId,
    user_id: ctx.user.id,
    kind: 'message',
    content,
    ref_id: answers ?? null,
    intent_key: intent_key ?? null,
  })
  return step.id
}

async function unanswered(
  sql: TransactionSql,
  sessionId: string,
  { answers }: Message,
): Promise<string | null> {
  const open = await unansweredMessages(sql, sessionId)
  if (answers || (open.length === 0 && (await hasWholeReply(sql, sessionId))))
    throw new Problem('invalid', undefined, { fields: { content: 'Must not be empty.' } })
  return open.at(-1)?.id ?? null
}
