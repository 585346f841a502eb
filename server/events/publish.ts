import type { EventPayload, KeptEventKind } from '../../shared/contracts/events.ts'
import type { TransactionSql } from '../db/connect.ts'

/**
 * Tells every open surface of the account, or of one person alone. Kept by the transaction and written by its last
 * statement; of two events of one kind about the same rows the later one is written.
 */
export async function publish<K extends KeptEventKind>(
  sql: TransactionSql,
  account_id: string,
  kind: K,
  payload: EventPayload<K>,
  { user_id = null }: { user_id?: string | null } = {},
): Promise<void> {
  const ids = Object.entries(payload).filter(([name]) => name.endsWith('_id'))
  const key = JSON.stringify([kind, user_id, ids])
  // behind what was told since
  sql.events.delete(key)
  sql.events.set(key, { account_id, kind, payload, user_id })
}
