import type { EventKind, EventPayload } from '../../shared/contracts/events.ts'
import type { TransactionSql } from '../db/connect.ts'
import { insertEvent } from './queries.ts'

/**
 * Tells every open surface of the account, at commit. Belongs at the end of a transaction: the account's counter
 * stays locked until then. Answers the event's number.
 */
export function publish<K extends EventKind>(
  sql: TransactionSql,
  accountId: string,
  kind: K,
  payload: EventPayload<K>,
): Promise<number> {
  return insertEvent(sql, accountId, kind, payload)
}
