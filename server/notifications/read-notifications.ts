import type * as v from 'valibot'
import type {
  Notification,
  NotificationPage,
  notificationDetail,
  notificationQuery,
} from '../../shared/contracts/notifications.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { publish } from '../events/publish.ts'
import { findPerson } from './preference-queries.ts'
import { choicesOf } from './preferences.ts'
import {
  countUnread,
  findNotification,
  listNotifications,
  markRead,
  markSeen,
  markUnread,
  type NotificationRow,
} from './queries.ts'

/** One's own, newest first. */
export function readNotifications(
  ctx: Ctx,
  { cursor: after, limit }: v.InferOutput<typeof notificationQuery>,
): Promise<NotificationPage> {
  may(ctx, 'read')
  return tx(ctx, async (sql) => {
    const [rows, unread] = await Promise.all([
      listNotifications(sql, ctx, { after, limit: limit + 1 }),
      countUnread(sql, ctx),
    ])
    const items = rows.slice(0, limit).map((row) => asShown(ctx, row))
    return { items, next_cursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null, unread }
  })
}

export function readNotification(ctx: Ctx, id: string): Promise<v.InferOutput<typeof notificationDetail>> {
  may(ctx, 'read')
  return tx(ctx, async (sql) => {
    const [row, { choices }] = await Promise.all([
      findNotification(sql, ctx, id),
      findPerson(sql, ctx.user.id),
    ])
    if (!row) throw new Problem('not_found')
    return { ...asShown(ctx, row), browser: choicesOf(choices, row.kind).browser }
  })
}

/** A pod was opened on one ticket, on the word of the PSA: it says of others that there is something, not what. */
function asShown(ctx: Ctx, row: NotificationRow): Notification {
  const here = ctx.surface !== 'pod' || row.ticket_id === ctx.pod_ticket_id
  if (here) return { ...row, here }
  return { ...row, here, ticket_id: null, client_name: null, title: null, by: null }
}

type Which = { id: string; and_before: boolean }

/** Read, here and on all their other screens. */
export function markNotificationsRead(ctx: Ctx, which: Which): Promise<{ unread: number }> {
  may(ctx, 'read')
  const user_id = ctx.user.id
  return tx(ctx, async (sql) => {
    const own = which.and_before || (await findNotification(sql, ctx, which.id))
    if (!own) throw new Problem('not_found')
    if (await markRead(sql, { ...which, user_id }))
      await publish(sql, ctx.account_id, 'notification.read', {}, { user_id })
    return { unread: await countUnread(sql, ctx) }
  })
}

/** Kept for later: unread again, on all their screens. */
export function markNotificationUnread(ctx: Ctx, id: string): Promise<{ unread: number }> {
  may(ctx, 'read')
  const user_id = ctx.user.id
  return tx(ctx, async (sql) => {
    if (!(await findNotification(sql, ctx, id))) throw new Problem('not_found')
    if (await markUnread(sql, { user_id, id }))
      await publish(sql, ctx.account_id, 'notification.read', {}, { user_id })
    return { unread: await countUnread(sql, ctx) }
  })
}

/** A screen that has the focus showed them: nothing outside it has to say them again. */
export function markNotificationsSeen(ctx: Ctx, id: string): Promise<void> {
  may(ctx, 'read')
  return tx(ctx, (sql) => markSeen(sql, { user_id: ctx.user.id, id }))
}
