import type { TicketNote } from '../../shared/contracts/tickets.ts'
import { Problem } from '../../shared/problems.ts'
import { providerOf } from '../connections/provider-for.ts'
import { inAccount } from '../db/tx.ts'
import type { NotesReading, PsaProvider } from '../psa/provider.ts'
import type { World } from '../world.ts'
import { isCalm } from './breaker.ts'
import { isForgotten } from './claim.ts'
import { lookTraffic, releasablePosts } from './claim-queries.ts'
import { type Finding, findOurs } from './look.ts'
import { lookFirst } from './look-first.ts'
import { looked } from './looked.ts'
import { freed, lapsed } from './outcome.ts'
import { beginLook, lockPost, type StoredPost } from './queries.ts'
import { readEverywhere } from './read-everywhere.ts'
import { isAlike } from './same-text.ts'
import { tagsIn, withoutTag } from './tag.ts'
import { apply, clockOf, step, tell } from './transition.ts'
import { type Heard, tellBreaker } from './weigh-sign.ts'

/** Longer than two readings may take, so that a look is repeated only when whoever began it is gone. */
const lookLeaseS = 65
const freedAtOnce = 200

/** The lease of a sending ran out. */
export async function takeBack(world: World, accountId: string, postId: string): Promise<void> {
  const lost = await step(world, accountId, postId, lapsed)
  if (lost) await tellBreaker(world, lost, { kind: 'uncertain', post_id: postId })
}

/** Looks whether the note of an uncertain post is there, or reads a posted one back. Answers what it saw. */
export async function lookAfter(world: World, accountId: string, postId: string): Promise<Finding | null> {
  const begun = await begin(world, accountId, postId)
  if (!begun) return null
  const { post, calm } = begun
  const look = { number: post.look_count, began_at: post.now }
  const { finding, sign } = await find(world, post)
  await step(world, accountId, postId, (row, clock) => looked(row, look, finding, clock))
  if (sign && !(calm && sign.kind === 'readable')) await tellBreaker(world, post, sign)
  return finding
}

type Begun = { post: StoredPost; calm: boolean }

async function begin(world: World, accountId: string, postId: string): Promise<Begun | null> {
  return inAccount(world.db.app, accountId, async (sql) => {
    const post = await lockPost(sql, postId)
    if (!post || !['uncertain', 'checking', 'posted'].includes(post.state)) return null
    if (!post.check_at || Date.parse(post.check_at) > Date.parse(post.now)) return null
    const { epoch, breaker } = await lookTraffic(sql, post.connection_id)
    const calm = breaker === null || isCalm(breaker)
    const who = { account_id: accountId }
    // what was counted as absent may have been sent in the minutes that the database forgot
    if (post.state !== 'posted' && isForgotten(post, epoch))
      await apply(sql, who, post, lookFirst(post, epoch, clockOf(world, post)))
    const begun = await beginLook(sql, postId, post.state === 'posted' ? 'posted' : 'checking', lookLeaseS)
    if (begun.state !== post.state) await tell(sql, who, post, begun)
    return { post: begun, calm }
  })
}

type Found = { finding: Finding; sign: Heard | null }

async function find(world: World, post: StoredPost): Promise<Found> {
  try {
    const { provider } = await providerOf(world, post.account_id, post.connection_id)
    return { finding: await lookThrough(provider, post), sign: { kind: 'readable' } }
  } catch (error) {
    return unreadable(post, error)
  }
}

/** A reading that fails is no absence. */
export function unreadable(post: StoredPost, error: unknown): Found {
  if (!(error instanceof Problem)) throw error
  const sign: Heard | null =
    error.code === 'psa_unavailable' ? { kind: 'unreadable', post_id: post.id } : null
  return { finding: { kind: 'unreadable', why: error.message }, sign }
}

async function lookThrough(provider: PsaProvider, post: StoredPost): Promise<Finding> {
  const named =
    post.state === 'posted' && post.psa_id ? await provider.note(post.ticket_id, post.psa_id) : null
  if (named && tagsIn(named.text).includes(post.tag)) return { kind: 'found', note: named, by: 'tag' }
  const isSure = (reading: NotesReading) => ['found', 'several'].includes(findOurs(post, reading).kind)
  const reading = await readEverywhere(provider, post.ticket_id, isSure)
  if (!reading) return { kind: 'gone' }
  return orNamed(post, findOurs(post, reading), named)
}

/** A PSA may cut our tag off or name a wrong id: the note it named counts when it is at least alike. */
function orNamed(post: StoredPost, finding: Finding, named: TicketNote | null): Finding {
  if (!named || finding.kind === 'found' || finding.kind === 'several') return finding
  return isAlike(post.body, withoutTag(named.text)) ? { kind: 'found', note: named, by: 'text' } : finding
}

/** Blocked posts go out again once their connection is well. */
export async function releaseBlocked(
  world: World,
  { account_id, connection_id }: { account_id: string; connection_id: string },
): Promise<void> {
  const blocked = await inAccount(world.db.app, account_id, (sql) =>
    releasablePosts(sql, connection_id, freedAtOnce),
  )
  // one transaction each: the event counter, once taken, must not wait for another row
  for (const { id } of blocked) await step(world, account_id, id, freed)
}
