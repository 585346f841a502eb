import { v7 as newId } from 'uuid'
import type { AuditSystem } from '../audit/record.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { publish } from '../events/publish.ts'
import { kindRows } from './kinds.ts'
import { insertNotifications, readAbout } from './notify-queries.ts'

/** What is told, and what it is about. */
export type News =
  | { kind: 'escalation' | 'handoff_claimed'; session_id: string; handoff_id: string }
  | { kind: 'post_needs_you'; post_id: string; session_id: string | null }
  | { kind: 'reminder'; session_id: string; reminder_id: string }

/**
 * Tells people, in the transaction of the act: a row for each, its ways out of the product, an event. Never whoever does
 * it, nobody who is switched off, and nobody the same again who has not read it yet. What concerns everybody goes into
 * the rooms of the account, also where it is told to no person.
 */
export function notify(
  who: Ctx | AuditSystem,
  sql: TransactionSql,
  { to, ...news }: News & { to: readonly string[] },
): Promise<void> {
  return notifyOfMany(who, sql, news.kind, [{ ...news, to }])
}

/** The same of several of a kind, in one statement. */
export async function notifyOfMany<K extends News['kind']>(
  who: Ctx | AuditSystem,
  sql: TransactionSql,
  kind: K,
  all: readonly (Extract<News, { kind: K }> & { to: readonly string[] })[],
): Promise<void> {
  const by = 'user' in who ? who.user.id : (who.user_id ?? null)
  const rows = all.flatMap(({ to, kind: _, ...about }) => [
    ...[...new Set(to)].filter((id) => id !== by).map((user_id) => ({ id: newId(), user_id, ...about })),
    ...(kindRows[kind].rooms ? [{ id: newId(), user_id: null, ...about }] : []),
  ])
  if (rows.length === 0) return
  const { account_id } = who
  for (const { id, user_id } of await insertNotifications(sql, { account_id, by, kind, rows }))
    await publish(sql, account_id, 'notification.created', { notification_id: id }, { user_id })
}

/** There is nothing left to do about it: it is read, for everybody who was told. */
export async function settle(
  who: Ctx | AuditSystem,
  sql: TransactionSql,
  about:
    | Pick<Extract<News, { kind: 'post_needs_you' }>, 'kind' | 'post_id'>
    | { kind: 'escalation'; handoff_id: string }
    | { kind: 'reminder'; reminder_ids: readonly string[] },
): Promise<void> {
  for (const user_id of new Set(await readAbout(sql, about)))
    await publish(sql, who.account_id, 'notification.read', {}, { user_id })
}
