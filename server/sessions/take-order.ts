import { v7 as newId } from 'uuid'
import type { Reminder } from '../../shared/contracts/reminders.ts'
import type { TurnAct } from '../../shared/contracts/turn-acts.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { isPostOrder } from '../language/post-order.ts'
import { reminderBehind, type ShareOrder, shareOrder } from '../language/share-order.ts'
import type { TakeRead } from './case-queries.ts'
import type { Follow } from './live-turns.ts'
import { isResumedBy, writeResumed } from './resume-by-act.ts'
import { stepRow, touchSession } from './timeline.ts'
import { isAhead, writeReminder } from './write-reminder.ts'

type Said = { content: string; intent_key: string | null; time_zone: string | undefined }
export type Ordered = { reply_id: string; act: TurnAct }

/** So much must have been said before there is something to report. */
const exchangesNeeded = 2

/**
 * A message that is nothing but an order to share, or to be reminded, is answered without the model: the same words do
 * the same with any, and with none. It opens Share Update on the screen it was typed on; a reminder stands at once.
 * Undefined for every other message. The caller holds the lock of the case.
 */
export async function takeOrder(
  ctx: Ctx,
  sql: TransactionSql,
  read: TakeRead,
  { content, intent_key, time_zone }: Said,
): Promise<Ordered | undefined> {
  const timeZone = zoneOf(read, time_zone)
  if (isPostOrder(content) && hasOpenDraft(read)) {
    const words = 'The draft is open in Share Update. Read it and press Post: nothing is sent by a message.'
    return answered(
      ctx,
      sql,
      read,
      { content, intent_key, words },
      { share: null, reminder: null, post: true },
    )
  }
  const order = shareOrder(content, { now: Date.now(), timeZone })
  if (!order) return undefined
  const reminder = await reminderOf(ctx, sql, read, order)
  const share = read.row.exchanges >= exchangesNeeded ? order.share : null
  const words = replyTo(order, share, reminder, timeZone)
  return answered(ctx, sql, read, { content, intent_key, words }, { share, reminder })
}

/** A message that is said to FlowPilot, and ends with an order to be reminded: the reminder stands beside its turn. */
export async function remindBeside(
  ctx: Ctx,
  sql: TransactionSql,
  read: TakeRead,
  { content, time_zone }: Pick<Said, 'content' | 'time_zone'>,
): Promise<TurnAct | undefined> {
  const at = reminderBehind(content, { now: Date.now(), timeZone: zoneOf(read, time_zone) })
  const reminder = at === null ? null : await reminderOf(ctx, sql, read, { share: null, remind: { at } })
  return reminder ? { share: null, reminder } : undefined
}

const zoneOf = ({ row }: TakeRead, time_zone: string | undefined): string =>
  row.preferences.time_zone ?? time_zone ?? 'UTC'

/** As long as the sheet goes on with it. */
const draftOpenMs = 2 * 60 * 60 * 1000
const hasOpenDraft = ({ updates }: TakeRead): boolean =>
  updates.some(
    ({ generated_at, post }) =>
      Date.now() - Date.parse(generated_at) <= draftOpenMs && (post === null || post.state === 'cancelled'),
  )

/** The message and what is said to it stand in the log. */
async function answered(
  ctx: Ctx,
  sql: TransactionSql,
  read: TakeRead,
  { content, intent_key, words }: Pick<Said, 'content' | 'intent_key'> & { words: string },
  act: TurnAct,
): Promise<Ordered> {
  const session_id = read.session.id
  if (isResumedBy(ctx, read.session)) await writeResumed(ctx, sql, session_id)
  const reply_id = newId()
  await touchSession(sql, session_id, {
    steps: [
      stepRow({ kind: 'message', user_id: ctx.user.id, content }),
      // no answer to a message: it is no exchange, and the key of the click finds it again
      stepRow({ id: reply_id, kind: 'reply', content: words, intent_key }),
    ],
  })
  return { reply_id, act }
}

async function reminderOf(
  ctx: Ctx,
  sql: TransactionSql,
  read: TakeRead,
  { share, remind }: ShareOrder,
): Promise<Reminder | null> {
  if (!remind?.at) return null
  const remind_at = new Date(remind.at).toISOString()
  if (!isAhead(remind_at)) return null
  const audience = share?.audience ?? read.updates.at(-1)?.audience ?? 'client_update'
  return writeReminder(ctx, sql, read.session.id, { remind_at, audience })
}

function replyTo(
  { share: wanted, remind }: ShareOrder,
  share: ShareOrder['share'],
  reminder: Reminder | null,
  timeZone: string,
): string {
  const words: string[] = []
  if (wanted && !share) words.push('There is not enough to report yet: answer two questions first.')
  if (share)
    words.push(
      share.audience && share.length
        ? 'Share Update writes it. Nothing is sent before you press Post.'
        : 'Share Update is open: choose the rest there. Nothing is sent before you press Post.',
    )
  if (reminder) words.push(`You are reminded ${dueWords(reminder.remind_at, timeZone)}.`)
  else if (remind) words.push('Say when to remind you: “remind me in 15”, or “remind me tomorrow at 9”.')
  return words.join(' ')
}

/** Mon 30 Nov, 14:50 CET. */
const dueWords = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(at))

/** The same turn, whose end tells the screen what to do. */
export const withAct =
  (follow: Follow, act: TurnAct | undefined): Follow =>
  (reader) =>
    follow((event) => reader(act && event.kind === 'done' ? { ...event, act } : event))
