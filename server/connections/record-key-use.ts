import { LRUCache } from 'lru-cache'
import { record } from '../audit/record.ts'
import { inAccount } from '../db/tx.ts'
import type { World } from '../world.ts'

const onceInMs = 3_600_000
const mostKept = 10_000

/** Uses of keys that this process wrote down within the hour, by connection and person. */
export type KeyUses = LRUCache<string, true>

export const createKeyUses = (): KeyUses => new LRUCache({ max: mostKept, ttl: onceInMs })

/** Who used the keys of a connection, once an hour for each person; null for work that nobody waits for. */
export function noteKeyUse(
  world: World,
  use: { account_id: string; connection_id: string; user_id: string | null },
): void {
  const key = `${use.connection_id} ${use.user_id}`
  if (world.key_uses.has(key)) return
  world.key_uses.set(key, true)
  world.background.run('record a use of keys', recordKeyUse(world, use))
}

function recordKeyUse(
  world: World,
  { account_id, connection_id, user_id }: Parameters<typeof noteKeyUse>[1],
): Promise<void> {
  return inAccount(world.db, account_id, (sql) =>
    record(
      sql,
      { account_id, user_id },
      {
        action: 'connection.keys_used',
        subject_kind: 'connection',
        subject_id: connection_id,
        result: 'ok',
        detail: { once_in: 'hour' },
      },
    ),
  )
}
