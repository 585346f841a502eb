import { record } from '../accounts/audit.ts'
import type { TransactionSql } from '../db/connect.ts'
import { inAccount } from '../db/tx.ts'
import { publish } from '../events/publish.ts'
import type { World } from '../world.ts'
import { type Breaker, closedBreaker, type Sign, uncertainWindowS, weigh } from './breaker.ts'
import {
  countUncertain,
  findBreaker,
  lockBreaker,
  type Place,
  type StoredBreaker,
  updateBreaker,
  waitingPosts,
} from './breaker-queries.ts'
import type { PostRow } from './post-row.ts'
import { clockOf } from './transition.ts'

const toldAtOnce = 50

/** `uncertain` is counted here. */
export type Heard = Exclude<Sign, { kind: 'uncertain' }> | { kind: 'uncertain'; post_id: string }

/**
 * Takes a sign of how a connection does. A transaction of its own: it decides what is claimed next, not what was
 * sent, and the state of a post never waits for it.
 */
export async function hear(world: World, place: Place, heard: Heard): Promise<Breaker['state'] | null> {
  return inAccount(world.db.app, place.account_id, async (sql) => {
    const known = await findBreaker(sql, place.connection_id)
    const sign = await counted(sql, world, place, heard)
    const now = known?.now ?? new Date().toISOString()
    const clock = clockOf(world, { now })
    if (!weigh(known ?? closedBreaker(null), sign, clock)) return known?.state ?? null
    const breaker = await lockBreaker(sql, place)
    const change = breaker && weigh(breaker, sign, clockOf(world, breaker))
    if (!breaker || !change) return breaker?.state ?? null
    await updateBreaker(sql, place.connection_id, change)
    if (change.state && change.state !== breaker.state) await tell(sql, place, breaker, change, sign)
    return change.state ?? breaker.state
  })
}

/** The same where nothing hangs on it: the next sign says it again. */
export async function tellBreaker(world: World, place: Place, heard: Heard): Promise<void> {
  await hear(world, place, heard).catch((error: unknown) =>
    world.log.warn({ connection_id: place.connection_id, err: error }, 'a sign was not heard'),
  )
}

async function counted(sql: TransactionSql, world: World, place: Place, heard: Heard): Promise<Sign> {
  if (heard.kind !== 'uncertain') return heard
  const settle_s = world.config.POST_SETTLE_SECONDS
  return { ...heard, recent: await countUncertain(sql, place.connection_id, uncertainWindowS({ settle_s })) }
}

/** A line of the audit log, and a word to every surface that shows a waiting post. */
async function tell(
  sql: TransactionSql,
  { account_id, connection_id }: Place,
  before: StoredBreaker,
  { state, reason }: Partial<Breaker>,
  sign: Sign,
): Promise<void> {
  await record(
    sql,
    { account_id },
    {
      action: 'connection.delivery',
      subject_kind: 'connection',
      subject_id: connection_id,
      result: state ?? before.state,
      detail: { from: before.state, sign: sign.kind, ...(reason ? { reason } : {}) },
    },
  )
  const waiting: Pick<PostRow, 'id' | 'session_id' | 'state'>[] = await waitingPosts(
    sql,
    connection_id,
    toldAtOnce,
  )
  for (const post of waiting)
    await publish(sql, account_id, 'post.changed', {
      post_id: post.id,
      session_id: post.session_id,
      state: post.state,
    })
}
