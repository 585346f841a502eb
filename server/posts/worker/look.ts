import { Problem } from '../../../shared/problems.ts'
import { providerOf } from '../../connections/provider-for.ts'
import { inAccount } from '../../db/tx.ts'
import type { PsaProvider } from '../../psa/provider.ts'
import type { World } from '../../world.ts'
import { isClean } from '../breaker/breaker.ts'
import { type ReportedSignal, reportSignal } from '../breaker/signals.ts'
import { kindOf } from '../kinds.ts'
import type { Finding } from '../machine/finding.ts'
import { lapsed } from '../machine/on-lease.ts'
import { onLook } from '../machine/on-look.ts'
import { onRestore } from '../machine/on-restore.ts'
import { freed, triedNow } from '../machine/on-write.ts'
import type { Change, Clock, PostRow } from '../machine/row.ts'
import { later } from '../machine/times.ts'
import { beginLook, lockPost, type StoredPost } from '../queries.ts'
import { advancePost, clockOf, recordChange, writeChange } from './advance.ts'
import { isForgotten } from './claim.ts'
import { currentEpoch, postsNotReached, releasablePosts } from './claim-queries.ts'
import { withoutAdvice } from './preflight.ts'

/** Longer than two readings may take, so that a look is repeated only when whoever began it is gone. */
const lookLeaseS = 65
const freedAtOnce = 200

/** The lease of a sending ran out. */
export async function expireLease(world: World, accountId: string, postId: string): Promise<void> {
  const lost = await advancePost(world, accountId, postId, lapsed)
  if (lost) await reportSignal(world, lost, { kind: 'uncertain', post_id: postId })
}

/** `post`: the row as the look left it, null where it changed nothing. */
type Looked = { finding: Finding; post: StoredPost | null }

/** Looks whether the note of an uncertain post is there, or reads a posted one back. Answers what it saw. */
export async function lookAfter(world: World, accountId: string, postId: string): Promise<Looked | null> {
  const begun = await begin(world, accountId, postId)
  return begun ? finishLook(world, begun) : null
}

/** A post that just landed is read back by whoever sent it: the look begins with the record of that. */
export function readsBack(post: PostRow, change: Change, clock: Clock): Change {
  const { state, look_count = post.look_count } = change.set
  if (state !== 'posted') return change
  return {
    ...change,
    set: { ...change.set, look_count: look_count + 1, check_at: later(clock.now, lookLeaseS) },
  }
}

/** The reading of a look that has begun, and what follows from it. `opened`: the PSA, where the caller holds it. */
export async function finishLook(world: World, post: StoredPost, opened?: PsaProvider): Promise<Looked> {
  const look = { number: post.look_count, began_at: post.now }
  const { finding, signal } = await find(world, post, opened)
  let isCalm = false
  const looked = await advancePost(world, post.account_id, post.id, (row, clock) => {
    isCalm = isClean(row.signs)
    return onLook(row, look, finding, clock)
  })
  if (signal && !(isCalm && signal.kind === 'readable')) await reportSignal(world, post, signal)
  return { finding, post: looked }
}

async function begin(world: World, accountId: string, postId: string): Promise<StoredPost | null> {
  return inAccount(world.db, accountId, async (sql) => {
    const post = await lockPost(sql, postId)
    if (!post || !['uncertain', 'checking', 'posted'].includes(post.state)) return null
    if (!post.check_at || Date.parse(post.check_at) > Date.parse(post.now)) return null
    const epoch = await currentEpoch(sql)
    const who = { account_id: accountId }
    // what was counted as absent may have been sent in the minutes that the database forgot
    if (post.state !== 'posted' && isForgotten(post, epoch))
      await writeChange(sql, who, post, onRestore(post, epoch, clockOf(world, post)))
    const begun = await beginLook(sql, postId, post.state === 'posted' ? 'posted' : 'checking', lookLeaseS)
    if (begun.state !== post.state) await recordChange(sql, who, post, begun)
    return begun
  })
}

type Found = { finding: Finding; signal: ReportedSignal | null }

async function find(world: World, post: StoredPost, opened?: PsaProvider): Promise<Found> {
  try {
    const provider = opened ?? (await providerOf(world, post.account_id, post.connection_id)).provider
    return { finding: await kindOf(post).look(provider), signal: { kind: 'readable' } }
  } catch (error) {
    return unreadableFinding(post, error)
  }
}

/** A reading that fails is no absence. */
export function unreadableFinding(post: StoredPost, error: unknown): Found {
  if (!(error instanceof Problem)) throw error
  const signal: ReportedSignal | null =
    error.code === 'psa_unavailable' ? { kind: 'unreadable', post_id: post.id } : null
  return { finding: { kind: 'unreadable', why: withoutAdvice(error) }, signal }
}

/** The PSA took a post: those that it was not reached for go now instead of at their next try. */
export async function wakeNotReached(
  world: World,
  { account_id, connection_id }: { account_id: string; connection_id: string },
): Promise<void> {
  const waiting = await inAccount(world.db, account_id, (sql) =>
    postsNotReached(sql, connection_id, freedAtOnce),
  )
  for (const { id } of waiting) await advancePost(world, account_id, id, triedNow)
}

/** Blocked posts go out again once their connection is well. */
export async function releaseBlocked(
  world: World,
  { account_id, connection_id }: { account_id: string; connection_id: string },
): Promise<void> {
  const blocked = await inAccount(world.db, account_id, (sql) =>
    releasablePosts(sql, connection_id, freedAtOnce),
  )
  // one transaction each: none holds the row of one post while it waits for that of another
  for (const { id } of blocked) await advancePost(world, account_id, id, freed)
}
