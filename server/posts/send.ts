import { setTimeout as pause } from 'node:timers/promises'
import { record } from '../accounts/audit.ts'
import { providerOf } from '../connections/provider-for.ts'
import { inAccount } from '../db/tx.ts'
import { metricsOf } from '../metrics/metrics.ts'
import type { PsaProvider, WriteOutcome } from '../psa/provider.ts'
import type { World } from '../world.ts'
import { beat } from './beat.ts'
import { isCalm } from './breaker.ts'
import { claimPost, isForgotten } from './claim.ts'
import { holdConnection, leaseLeft, trafficOf } from './claim-queries.ts'
import { cameAfterAll, givenBack, settle } from './outcome.ts'
import { isClientVisible } from './post-row.ts'
import { judgeTicket, wasJustRight } from './preflight.ts'
import { findPost, type StoredPost } from './queries.ts'
import { lookAfter } from './reconcile.ts'
import { taggedText } from './tag.ts'
import { step } from './transition.ts'
import { type Heard, tellBreaker } from './weigh-sign.ts'

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

/**
 * Sends one post if its time has come: is the ticket still right, claim, write, record, read back. Answers the id of
 * an older note of the same ticket that has to go first, null otherwise. Nothing but its own deadline ends the write.
 */
export async function sendPost(world: World, accountId: string, postId: string): Promise<string | null> {
  let post = await peek(world, accountId, postId)
  if (post && !post.epoch_is_kept) {
    await beat(world)
    post = await peek(world, accountId, postId)
  }
  if (!post) return null
  const provider = post.on_hold ? null : (await providerOf(world, accountId, post.connection_id)).provider
  const isAsked = provider && !post.is_forgotten && !post.was_just_right
  const verdict = isAsked ? await judgeTicket(provider, post) : null
  if (verdict) {
    const stopped = await step(world, accountId, postId, (row, clock) =>
      row.state === 'ready' ? verdict.change(row, clock) : null,
    )
    if (stopped?.state === 'blocked') await hold(world, stopped, post.now)
    if (stopped && verdict.sign) await tellBreaker(world, post, verdict.sign)
    return null
  }
  const claim = await claimPost(world, accountId, postId)
  if (claim.kind === 'instead') return claim.post_id
  if (claim.kind === 'claimed' && provider) await carryOut(world, provider, claim.post, claim.calm)
  return null
}

type Peeked = StoredPost & {
  on_hold: boolean
  is_forgotten: boolean
  epoch_is_kept: boolean
  was_just_right: boolean
}

/** A look without a lock: spares the PSA a question when the claim would not be had anyway. */
async function peek(world: World, accountId: string, postId: string): Promise<Peeked | null> {
  return inAccount(world.db.app, accountId, async (sql) => {
    const post = await findPost(sql, postId)
    if (post?.state !== 'ready' || Date.parse(post.send_after) > Date.parse(post.now)) return null
    const [traffic, wasRight] = await Promise.all([trafficOf(sql, post), wasJustRight(sql, post)])
    if (traffic.sending || traffic.halted) return null
    const { breaker, connection_health, epoch, epoch_is_kept } = traffic
    return {
      ...post,
      on_hold: connection_health === 'on_hold',
      is_forgotten: isForgotten(post, epoch),
      epoch_is_kept,
      was_just_right: wasRight && (breaker === null || isCalm(breaker)),
    }
  })
}

/** What follows a claim: the guard, the write, its record, the reading back. `calm`: good news need not be told. */
export async function carryOut(
  world: World,
  provider: PsaProvider,
  post: StoredPost,
  calm = false,
): Promise<void> {
  const { deadlineMs, slackMs } = sendLimits(world.config.POST_LEASE_SECONDS)
  const leftS = await inAccount(world.db.app, post.account_id, (sql) => leaseLeft(sql, post))
  if (leftS === undefined) return
  if (leftS * 1000 < deadlineMs + slackMs) {
    const claim = { owner: post.owner ?? '', attempt: post.attempt }
    await step(world, post.account_id, post.id, (row) => givenBack(row, claim))
    return
  }
  const startedAt = performance.now()
  const outcome = await write(world, provider, post, deadlineMs)
  const { postOutcomes, postWriteSeconds } = metricsOf(world)
  postOutcomes({ kind: outcome.kind })
  postWriteSeconds({}, (performance.now() - startedAt) / 1000)
  const recorded = await keepTrying(() => recordOutcome(world, post, outcome))
  if (outcome.kind === 'keys_refused') await hold(world, post, post.sent_at ?? post.now)
  const finding = recorded?.state === 'posted' ? await lookAfter(world, post.account_id, post.id) : null
  const sign = signOf(post, outcome)
  const isGoodNews = sign.kind === 'answered'
  if (!(isGoodNews && (calm || finding?.kind === 'unreadable'))) await tellBreaker(world, post, sign)
}

function signOf(post: StoredPost, outcome: WriteOutcome): Heard {
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
): Promise<StoredPost | null> {
  const claim = { owner: post.owner ?? '', attempt: post.attempt }
  try {
    return await step(world, post.account_id, post.id, (row, clock) => settle(row, claim, outcome, clock))
  } catch (error) {
    if ((error as { constraint_name?: string }).constraint_name !== 'update_was_posted_already') throw error
    return step(world, post.account_id, post.id, (row) => cameAfterAll(row, outcome))
  }
}

async function write(
  world: World,
  provider: PsaProvider,
  post: StoredPost,
  deadlineMs: number,
): Promise<WriteOutcome> {
  const order = {
    ticket_id: post.ticket_id,
    text: taggedText(post.body, post.tag),
    placement: post.placement,
    member_identifier: post.member_identifier,
    notify: isClientVisible(post.placement),
  }
  try {
    return await provider.createNote(order, AbortSignal.timeout(deadlineMs))
  } catch (error) {
    // writes do not throw; if one does, it may have happened after the last byte
    world.log.error({ post_id: post.id, err: error }, 'post write threw')
    return { kind: 'unknown', status: null, says: 'The sending broke off.' }
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

async function hold(world: World, post: StoredPost, refusedAt: string): Promise<void> {
  await inAccount(world.db.app, post.account_id, async (sql) => {
    const reason = 'ConnectWise refused the keys of this connection.'
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
