import { setTimeout as pause } from 'node:timers/promises'
import { Problem } from '../../../shared/problems.ts'
import { record } from '../../audit/record.ts'
import { openConnection } from '../../connections/provider-for.ts'
import { type SealedRow, selectSealed } from '../../connections/queries.ts'
import { inAccount } from '../../db/tx.ts'
import { metricsOf } from '../../metrics/metrics.ts'
import type { PsaProvider, WriteOutcome } from '../../psa/provider.ts'
import type { World } from '../../world.ts'
import { isClean } from '../breaker/breaker.ts'
import { type ReportedSignal, reportSignal } from '../breaker/signals.ts'
import type { Written } from '../kind.ts'
import { kindOf } from '../kinds.ts'
import { givenBack } from '../machine/on-lease.ts'
import { blocked, cameAfterAll, onWriteResult } from '../machine/on-write.ts'
import type { Change } from '../machine/row.ts'
import { inOtherForm, isKnownToRefuse, rememberRefusal } from '../note/write.ts'
import type { StoredPost } from '../queries.ts'
import { advancePost } from './advance.ts'
import { claimPost, isForgotten } from './claim.ts'
import { findDuePost, holdConnection, leaseLeft } from './claim-queries.ts'
import { heartbeat } from './heartbeat.ts'
import { finishLook, readsBack, wakeNotReached } from './look.ts'
import { judgeTicket, wasJustRight } from './preflight.ts'

const sendDeadlineMs = 30_000
const guardSlackMs = 5_000
const recordTries = 8

/** A lease shorter than the usual one shortens the write it covers. */
export function sendLimits(leaseS: number): { deadlineMs: number; slackMs: number } {
  return {
    deadlineMs: Math.min(sendDeadlineMs, (leaseS * 1000) / 2),
    slackMs: Math.min(guardSlackMs, (leaseS * 1000) / 12),
  }
}

/** `older`: a note of the same ticket that has to go first. `post`: the row as it was written last, if it was. */
export type SendResult = { older: string | null; post: StoredPost | null }

const notNow: SendResult = { older: null, post: null }

/**
 * Sends one post if its time has come: is the ticket still right, claim, write, record, read back. Nothing but its own deadline ends the write.
 */
export async function sendPost(world: World, accountId: string, postId: string): Promise<SendResult> {
  let post = await readIfSendable(world, accountId, postId)
  if (post && !post.epoch_is_kept) {
    await heartbeat(world)
    post = await readIfSendable(world, accountId, postId)
  }
  if (!post) return notNow
  const { provider, locked } =
    post.sealed === null ? { provider: null } : await openProvider(world, post.sealed)
  const isAsked = provider && !post.is_forgotten && !post.was_just_right
  const verdict = isAsked ? await judgeTicket(provider, post) : (locked ?? null)
  if (verdict) {
    const stopped = await advancePost(world, accountId, postId, (row, clock) =>
      row.state === 'ready' ? verdict.change(row, clock) : null,
    )
    if (stopped?.state === 'blocked') await hold(world, stopped, post.now, locked?.says)
    if (stopped && verdict.signal) await reportSignal(world, post, verdict.signal)
    return { older: null, post: stopped }
  }
  const claim = await claimPost(world, accountId, postId)
  if (claim.kind === 'instead') return { older: claim.post_id, post: null }
  if (claim.kind !== 'claimed' || !provider) return notNow
  return { older: null, post: await carryOut(world, provider, claim.post, claim.is_clean) }
}

type Opened = { provider: PsaProvider; locked?: undefined } | { provider: null; locked: Locked }
type Locked = { change: () => Change; signal: null; says: string }

/** Keys that cannot be opened hold the connection, as keys that the PSA refuses do. */
async function openProvider(world: World, sealed: SealedRow | undefined): Promise<Opened> {
  try {
    return await openConnection(world, sealed, null)
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'secret_key_missing')) throw error
    const says = error.message
    return {
      provider: null,
      locked: { change: () => blocked({ code: 'keys_locked', says }), signal: null, says },
    }
  }
}

type Sendable = StoredPost & {
  /** Its connection; null while that is on hold. */
  sealed: SealedRow | undefined | null
  is_forgotten: boolean
  epoch_is_kept: boolean
  was_just_right: boolean
}

/** A look without a lock: spares the PSA a question when the claim would not be had anyway. */
async function readIfSendable(world: World, accountId: string, postId: string): Promise<Sendable | null> {
  return inAccount(world.db, accountId, async (sql) => {
    const due = await findDuePost(sql, postId)
    if (!due) return null
    const { post, traffic } = due
    if (traffic.sending || traffic.halted || traffic.held) return null
    const { breaker, connection_health, epoch, epoch_is_kept } = traffic
    const [wasRight, sealed] = await Promise.all([
      wasJustRight(sql, post),
      connection_health === 'on_hold' ? null : selectSealed(sql, post.connection_id),
    ])
    return {
      ...post,
      sealed,
      is_forgotten: isForgotten(post, epoch),
      epoch_is_kept,
      was_just_right: wasRight && isClean(breaker),
    }
  })
}

/** What follows a claim: the guard, the write, its record, the reading back. `is_clean`: good news need not be told. */
export async function carryOut(
  world: World,
  provider: PsaProvider,
  post: StoredPost,
  is_clean = false,
): Promise<StoredPost | null> {
  const { deadlineMs, slackMs } = sendLimits(world.config.POST_LEASE_SECONDS)
  const leftS = await inAccount(world.db, post.account_id, (sql) => leaseLeft(sql, post))
  if (leftS === undefined) return null
  if (leftS * 1000 < deadlineMs + slackMs) {
    const claim = { owner: post.owner ?? '', attempt: post.attempt }
    return advancePost(world, post.account_id, post.id, (row) => givenBack(row, claim))
  }
  const startedAt = performance.now()
  const { outcome, refused_member } = await write(world, provider, post, deadlineMs)
  const { postOutcomes, postWriteSeconds } = metricsOf(world)
  postOutcomes({ kind: outcome.kind })
  postWriteSeconds({}, (performance.now() - startedAt) / 1000)
  const recorded = await keepTrying(() => recordOutcome(world, post, outcome, refused_member))
  if (refused_member && isKnownToRefuse(post, outcome)) await rememberRefusal(world, post)
  if (outcome.kind === 'keys_refused') await hold(world, post, post.sent_at ?? post.now)
  const look = recorded?.state === 'posted' ? await finishLook(world, recorded, provider) : null
  const signal = signalOf(post, outcome)
  const isGoodNews = signal.kind === 'answered'
  if (!(isGoodNews && (is_clean || look?.finding.kind === 'unreadable')))
    await reportSignal(world, post, signal)
  if (isGoodNews && !is_clean) await wakeNotReached(world, post)
  return look ? look.post : recorded
}

async function write(
  world: World,
  provider: PsaProvider,
  post: StoredPost,
  deadlineMs: number,
): Promise<Written> {
  try {
    return await kindOf(post).write(provider, AbortSignal.timeout(deadlineMs))
  } catch (error) {
    // writes do not throw; if one does, it may have happened after the last byte
    world.log.error({ post_id: post.id, err: error }, 'post write threw')
    const outcome = { kind: 'unknown', status: null, says: 'The sending broke off.' } as const
    return { outcome, refused_member: false }
  }
}

function signalOf(post: StoredPost, outcome: WriteOutcome): ReportedSignal {
  if (outcome.kind === 'unknown' || outcome.kind === 'unidentified')
    return { kind: 'uncertain', post_id: post.id }
  if (outcome.kind !== 'not_sent') return { kind: 'answered', post_id: post.id }
  const { retry_after_s } = outcome
  return retry_after_s === null ? { kind: 'unreached' } : { kind: 'busy', retry_after_s }
}

/** Discarded meanwhile and posted anew, its place in the unique index is taken: then only its words say that it came. */
async function recordOutcome(
  world: World,
  post: StoredPost,
  outcome: WriteOutcome,
  withoutMember: boolean,
): Promise<StoredPost | null> {
  const claim = { owner: post.owner ?? '', attempt: post.attempt }
  try {
    return await advancePost(world, post.account_id, post.id, (row, clock) => {
      const change = onWriteResult(row, claim, outcome, clock)
      if (!change) return null
      return readsBack(row, withoutMember && row.state === 'sending' ? inOtherForm(change) : change, clock)
    })
  } catch (error) {
    if ((error as { constraint_name?: string }).constraint_name !== 'was_posted_already') throw error
    return advancePost(world, post.account_id, post.id, (row) => cameAfterAll(row, outcome))
  }
}

/** The database may be away for a moment just now. If it stays away, the lease runs out and a look finds the note. */
async function keepTrying<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries >= recordTries) throw error
      await pause(100 * 2 ** tries)
    }
  }
}

async function hold(
  world: World,
  post: StoredPost,
  refusedAt: string,
  reason = 'ConnectWise refused the keys of this connection.',
): Promise<void> {
  await inAccount(world.db, post.account_id, async (sql) => {
    const who = { account_id: post.account_id }
    if (!(await holdConnection(sql, post.connection_id, reason, refusedAt))) return
    const subject = { subject_kind: 'connection', subject_id: post.connection_id }
    await record(sql, who, {
      action: 'connection.held',
      ...subject,
      result: 'on_hold',
      detail: { post_id: post.id },
    })
  })
}
