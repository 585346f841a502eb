import type { TicketNote } from '../../shared/contracts/tickets.ts'
import { Problem } from '../../shared/problems.ts'
import { providerOf } from '../connections/provider-for.ts'
import { inAccount } from '../db/tx.ts'
import type { World } from '../world.ts'
import { blockedPosts, connectionHealth, postponeBlocked } from './claim-queries.ts'
import { type Finding, findOurs } from './look.ts'
import { looked } from './looked.ts'
import { blockedLookS, freed, lapsed } from './outcome.ts'
import { beginLook, findPost, lockPost, type StoredPost } from './queries.ts'
import { isAlike } from './same-text.ts'
import { tagsIn, withoutTag } from './tag.ts'
import { step, tell } from './transition.ts'

/** Longer than two readings may take, so that a look is repeated only when whoever began it is gone. */
const lookLeaseS = 65
const freedAtOnce = 200

/** The lease of a sending ran out. */
export async function takeBack(world: World, accountId: string, postId: string): Promise<void> {
  await step(world, accountId, postId, lapsed)
}

/** Looks whether the note of an uncertain post is there, or reads a posted one back. */
export async function lookAfter(world: World, accountId: string, postId: string): Promise<void> {
  const post = await begin(world, accountId, postId)
  if (!post) return
  const look = { number: post.look_count, began_at: post.now }
  const finding = await find(world, post)
  await step(world, accountId, postId, (row, clock) => looked(row, look, finding, clock))
}

async function begin(world: World, accountId: string, postId: string): Promise<StoredPost | null> {
  return inAccount(world.db.app, accountId, async (sql) => {
    const post = await lockPost(sql, postId)
    if (!post || !['uncertain', 'checking', 'posted'].includes(post.state)) return null
    if (!post.check_at || Date.parse(post.check_at) > Date.parse(post.now)) return null
    const begun = await beginLook(sql, postId, post.state === 'posted' ? 'posted' : 'checking', lookLeaseS)
    if (begun.state !== post.state) await tell(sql, { account_id: accountId }, post, begun)
    return begun
  })
}

/** A reading that fails is no absence. */
async function find(world: World, post: StoredPost): Promise<Finding> {
  try {
    const { provider } = await providerOf(world, post.account_id, post.connection_id)
    const named =
      post.state === 'posted' && post.psa_id ? await provider.note(post.ticket_id, post.psa_id) : null
    if (named && tagsIn(named.text).includes(post.tag)) return { kind: 'found', note: named, by: 'tag' }
    return orNamed(post, findOurs(post, await provider.notes(post.ticket_id)), named)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { kind: 'unreadable', why: error.message }
  }
}

/** A PSA may cut our tag off or name a wrong id: the note it named counts when it is at least alike. */
function orNamed(post: StoredPost, finding: Finding, named: TicketNote | null): Finding {
  if (!named || finding.kind === 'found' || finding.kind === 'several') return finding
  return isAlike(post.body, withoutTag(named.text)) ? { kind: 'found', note: named, by: 'text' } : finding
}

/** Blocked posts go out again once their connection is well. */
export async function releaseBlocked(world: World, accountId: string, postId: string): Promise<void> {
  const blocked = await inAccount(world.db.app, accountId, async (sql) => {
    const post = await findPost(sql, postId)
    if (post?.state !== 'blocked') return []
    if ((await connectionHealth(sql, post.connection_id)) === 'ok')
      return blockedPosts(sql, post.connection_id, freedAtOnce)
    await postponeBlocked(sql, post.connection_id, blockedLookS)
    return []
  })
  // one transaction each: the event counter, once taken, must not wait for another row
  for (const { id } of blocked) await step(world, accountId, id, freed)
}
