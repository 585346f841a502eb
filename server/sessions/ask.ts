import type * as v from 'valibot'
import type { Image, NewImages } from '../../shared/contracts/images.ts'
import type { newMessage } from '../../shared/contracts/sessions.ts'
import type { TurnAct } from '../../shared/contracts/turn-acts.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { publish } from '../events/publish.ts'
import { keepImages } from '../images/keep-images.ts'
import { limit } from '../limits.ts'
import { limitCalls } from '../model/limit-calls.ts'
import { type AskedTurn, readForTurn } from './build-turn.ts'
import { readToTake, type TakeRead } from './case-queries.ts'
import { mayInCase } from './case-rights.ts'
import { endedRemarks } from './end-turn.ts'
import { followReply } from './follow-reply.ts'
import { type Follow, type LiveTurn, startLiveTurn } from './live-turns.ts'
import { mayOpenCase, readable } from './load-session.ts'
import { lockSession } from './queries.ts'
import { isResumedBy, resumedStep } from './resume-by-act.ts'
import { runTurn } from './run-turn.ts'
import { saveTaken, type TurnTaken } from './save-turn-queries.ts'
import { type Ordered, remindBeside, takeOrder, withAct } from './take-order.ts'
import { stepRow } from './timeline.ts'
import { caseTaken } from './view-after.ts'

type NewMessage = v.InferOutput<typeof newMessage>
type Message = Omit<NewMessage, 'images'> & { images: Image[] }

const hourSeconds = 3_600

/**
 * Takes an engineer's message and begins the turn that answers it. The turn goes on without its reader; the same
 * intent_key again follows the same turn. Neither words nor images ask for an answer to what stands unanswered: the
 * intake, a message whose answer failed, or what a ticket says that FlowPilot has not heard of.
 */
export async function ask(ctx: Ctx, sessionId: string, given: NewMessage): Promise<Follow> {
  may(ctx, 'work')
  const message: Message = { ...given, images: await takenImages(ctx, sessionId, given.images ?? []) }
  const begun: { live?: LiveTurn } = {}
  let act: TurnAct | undefined
  let settle = () => {}
  const committed = new Promise<void>((resolve) => {
    settle = resolve
  })
  try {
    const known = await tx(ctx, async (sql) => {
      const turn = await planTaking(ctx, sql, sessionId, message)
      if ('known' in turn) return turn.known
      if ('ordered' in turn) {
        act = turn.ordered.act
        return turn.ordered.reply_id
      }
      act = turn.act
      await publish(sql, ctx.account_id, 'session.changed', {
        session_id: sessionId,
        state_version: turn.read.row.state_version + 1,
      })
      const written = saveTaken(sql, turn.taken)
      // The model is asked while the rows are on their way to the disk. Nobody knows this turn before the commit, so
      // nobody hears of its answer; where the commit fails it is stopped.
      begun.live = startLiveTurn(ctx.world, turn.taken.reply.id)
      ctx.world.background.run('turn', runTurn(ctx, begun.live, turn.asked, committed))
      await written
      return turn.taken.reply.id
    })
    return withAct(begun.live?.follow ?? followReply(ctx, sessionId, known), act)
  } catch (error) {
    begun.live?.stop('lost')
    throw error
  } finally {
    settle()
  }
}

/** Images are decoded and kept before the case is locked, for those alone who may write into it. */
async function takenImages(ctx: Ctx, sessionId: string, images: NewImages): Promise<Image[]> {
  if (images.length === 0) return []
  mayInCase(ctx, 'work', await tx(ctx, (sql) => readable(ctx, sql, sessionId)))
  const { world, user } = ctx
  await limit(world, `images:${user.id}`, world.config.TURNS_PER_HOUR, hourSeconds)
  return keepImages(ctx, images)
}

type Taking = { read: TakeRead; taken: TurnTaken; asked: AskedTurn; act: TurnAct | undefined }

/** What taking the turn writes and what the model has to know; `known`: the reply that this message has already. */
async function planTaking(
  ctx: Ctx,
  sql: TransactionSql,
  sessionId: string,
  message: Message,
): Promise<Taking | { known: string } | { ordered: Ordered }> {
  const { world, user } = ctx
  const { content, images, answers } = message
  const isSaid = content !== '' || images.length > 0
  const intent_key = message.intent_key ?? null
  // Two statements in one flight: what is read in the statement that waits for the lock is from before the wait.
  const [, read] = await Promise.all([
    lockSession(sql, sessionId),
    readToTake(sql, ctx, sessionId, intent_key),
  ])
  mayOpenCase(ctx, read)
  mayInCase(ctx, 'work', read.session)
  const resumes = isResumedBy(ctx, read.session)
  if (read.known) return { known: read.known }
  const { session, turn } = read
  const open = read.open.toReversed()
  const question = answers ? read.questions.find(({ id }) => id === answers) : undefined
  if (world.draining.aborted) throw new Problem('draining')
  if (turn?.alive) throw new Problem('turn_in_progress')
  if (isSaid ? answers && !question : answers || (open.length === 0 && read.has_reply && !read.news))
    throw invalid(message)
  if (question && question.state !== 'open')
    throw new Problem('revision_stale', undefined, { extra: { current: question } })
  if (isSaid && !question && images.length === 0 && open.length === 0 && read.has_reply) {
    const ordered = await takeOrder(ctx, sql, read, { content, intent_key, time_zone: message.time_zone })
    if (ordered) return { ordered }
  }
  const act = await remindBeside(ctx, sql, read, { content, time_zone: message.time_zone })
  await limitCalls(ctx, 'turns')

  const said = stepRow({
    kind: 'message',
    user_id: user.id,
    content,
    images,
    ref_id: answers ?? null,
    intent_key,
  })
  const reply = stepRow({
    kind: 'reply',
    content: '',
    state: 'streaming',
    model_kind: world.model.label.kind,
    ref_id: isSaid ? said.id : (open.at(-1)?.id ?? null),
    intent_key: isSaid ? null : intent_key,
  })
  const taken: TurnTaken = {
    session_id: sessionId,
    owner: world.process_id,
    reply,
    steps: [...(resumes ? [resumedStep(ctx)] : []), ...(isSaid ? [said, reply] : [reply])],
    resumes,
    answered: question ? { id: question.id, answer: content, answered_by: user.id } : null,
    interrupted: turn && { id: turn.id, content: turn.partial, remark: endedRemarks.interrupted },
  }
  const messages = isSaid
    ? [...open, { id: said.id, user_id: user.id, content, question_id: answers ?? null }]
    : open
  const rest = await readForTurn(ctx, sql, read)
  return {
    read,
    taken,
    act,
    asked: {
      ...rest,
      session,
      messages,
      without_images: message.without_images ?? false,
      rows: caseTaken(read, taken, user),
    },
  }
}

function invalid({ content, images }: Message): Problem {
  const fields: Record<string, string> =
    content || images.length > 0
      ? { answers: 'No question of this case.' }
      : { content: 'Must not be empty.' }
  return new Problem('invalid', undefined, { fields })
}
