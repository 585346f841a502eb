import type { Sql } from './connection-options.ts'
import type { TransactionSql } from './tx.ts'

/** Nothing becomes of these posts any more, whatever an audit may still find; the index on them has the same words. */
export const isAtItsEnd = (sql: Sql | TransactionSql) =>
  sql`(state in ('verified', 'rejected', 'cancelled') or (state = 'posted' and check_at is null))`

/**
 * Whether post `p` waits for another one. For the one it was told to follow until that is at its end; a change of
 * status also for everything older of its ticket that is still on its way, because it may close the ticket; an
 * assignment for the older ones, since a removal does not find an addition that is not shown yet. What waits for a person
 * holds back only what follows it.
 */
export const isHeld = (sql: Sql | TransactionSql) => sql`(
  exists (select from posts h where h.account_id = p.account_id and ${goesBefore(sql)})
  or (p.kind in ('status', 'assignment') and exists (
    select from posts h where h.account_id = p.account_id and ${isAheadOnTicket(sql)})))`

/** The post for which post `p` waits, one that needs a person before others. */
export const firstBefore = (sql: Sql | TransactionSql) => sql`
  select h.id, h.kind, h.state from posts h where h.account_id = p.account_id
    and (${goesBefore(sql)} or (p.kind in ('status', 'assignment') and ${isAheadOnTicket(sql)}))
  order by h.state = 'needs_human' desc, h.created_at, h.id limit 1`

const goesBefore = (sql: Sql | TransactionSql) => sql`h.id = p.after_post_id and not ${isAtItsEnd(sql)}`

const isAheadOnTicket = (sql: Sql | TransactionSql) => sql`
  h.connection_id = p.connection_id and h.ticket_id = p.ticket_id and (h.created_at, h.id) < (p.created_at, p.id)
  and (p.kind = 'status' or h.kind = 'assignment') and h.state <> 'needs_human' and not ${isAtItsEnd(sql)}`
