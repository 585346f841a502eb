import { record } from '../../audit/record.ts'
import type { TransactionSql } from '../../db/connect.ts'
import { inAccount } from '../../db/tx.ts'
import { publish } from '../../events/publish.ts'
import type { World } from '../../world.ts'
import type { PostRow } from '../machine/row.ts'
import { clockOf } from '../worker/advance.ts'
import { type Breaker, closedBreaker, nextState, type Signal, uncertainWindowS } from './breaker.ts'
import {
  countUncertain,
  findBreaker,
  lockBreaker,
  type Place,
  type StoredBreaker,
  updateBreaker,
  waitingPosts,
} from './queries.ts'

const publishedAtOnce = 50

/** `uncertain` is counted here. */
export type ReportedSignal = Exclude<Signal, { kind: 'uncertain' }> | { kind: 'uncertain'; post_id: string }

/**
 * Takes a signal of how a connection does. A transaction of its own: it decides what is claimed next, not what was
 * sent, and the state of a post never waits for it.
 */
export async function applySignal(
  world: World,
  place: Place,
  reported: ReportedSignal,
): Promise<Breaker['state'] | null> {
  return inAccount(world.db, place.account_id, async (sql) => {
    const known = await findBreaker(sql, place.connection_id)
    const signal = await counted(sql, world, place, reported)
    const now = known?.now ?? new Date().toISOString()
    const clock = clockOf(world, { now })
    if (!nextState(known ?? closedBreaker(null), signal, clock)) return known?.state ?? null
    const breaker = await lockBreaker(sql, place)
    const change = breaker && nextState(breaker, signal, clockOf(world, breaker))
    if (!breaker || !change) return breaker?.state ?? null
    await updateBreaker(sql, place.connection_id, change)
    const isOtherState = change.state !== undefined && change.state !== breaker.state
    if (isOtherState) await recordState(sql, place, breaker, change, signal)
    if (isOtherState || change.paused_until) await publishWaiting(sql, place)
    if (isOtherState || change.paused_until || change.probe_at) await publishDelivery(sql, place)
    return change.state ?? breaker.state
  })
}

/** The same where nothing hangs on it: the next signal says it again. */
export async function reportSignal(world: World, place: Place, signal: ReportedSignal): Promise<void> {
  await applySignal(world, place, signal).catch((error: unknown) =>
    world.log.warn({ connection_id: place.connection_id, err: error }, 'a signal was not applied'),
  )
}

async function counted(
  sql: TransactionSql,
  world: World,
  place: Place,
  signal: ReportedSignal,
): Promise<Signal> {
  if (signal.kind !== 'uncertain') return signal
  const settle_s = world.config.POST_SETTLE_SECONDS
  return { ...signal, recent: await countUncertain(sql, place.connection_id, uncertainWindowS({ settle_s })) }
}

async function recordState(
  sql: TransactionSql,
  { account_id, connection_id }: Place,
  before: StoredBreaker,
  { state, cause }: Partial<Breaker>,
  signal: Signal,
): Promise<void> {
  await record(
    sql,
    { account_id },
    {
      action: 'connection.delivery',
      subject_kind: 'connection',
      subject_id: connection_id,
      result: state ?? before.state,
      detail: { from: before.state, signal: signal.kind, ...(cause ? { cause: cause.code } : {}) },
    },
  )
}

/** A word to every surface: what they say of the connection is another sentence now, or another time. */
function publishDelivery(sql: TransactionSql, { account_id, connection_id }: Place): Promise<void> {
  return publish(sql, account_id, 'delivery.changed', { connection_id })
}

/** A word to every surface that shows a waiting post. */
async function publishWaiting(sql: TransactionSql, { account_id, connection_id }: Place): Promise<void> {
  const waiting: Pick<PostRow, 'id' | 'session_id' | 'state'>[] = await waitingPosts(
    sql,
    connection_id,
    publishedAtOnce,
  )
  for (const post of waiting)
    await publish(sql, account_id, 'post.changed', {
      post_id: post.id,
      session_id: post.session_id,
      state: post.state,
    })
}
