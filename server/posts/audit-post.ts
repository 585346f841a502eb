import type { TicketNote } from '../../shared/contracts/tickets.ts'
import { record } from '../accounts/audit.ts'
import { providerOf } from '../connections/provider-for.ts'
import { inAccount } from '../db/tx.ts'
import type { NotesReading, PsaProvider } from '../psa/provider.ts'
import type { World } from '../world.ts'
import { audited, copiesAsked, removalFailed, removed, type Sight, type Verdict } from './audited.ts'
import type { Look } from './looked.ts'
import { oursAmong } from './ours.ts'
import { beginAudit, type StoredPost } from './queries.ts'
import { readEverywhere } from './read-everywhere.ts'
import { unreadable } from './reconcile.ts'
import { normalised } from './same-text.ts'
import { clockOf, step } from './transition.ts'
import { tellBreaker } from './weigh-sign.ts'

/** Longer than two readings and a deletion may take. */
const auditLeaseS = 130
const deletionLimitMs = 20_000

/** Looks whether a note that was posted is still there, and there once. Deletes our own second copy, never the first. */
export async function auditPost(world: World, accountId: string, postId: string): Promise<void> {
  const post = await inAccount(world.db.app, accountId, (sql) => beginAudit(sql, postId, auditLeaseS))
  if (!post) return
  const { provider } = await providerOf(world, accountId, post.connection_id)
  const look = { number: post.look_count, began_at: post.now }
  const sight = await see(world, provider, post)
  const verdict = audited(post, look, sight, clockOf(world, post))
  if (verdict?.kind === 'remove' && sight.kind === 'read')
    return remove(world, provider, post, look, verdict, sight.notes)
  await step(world, accountId, postId, (row, clock) => {
    const again = audited(row, look, sight, clock)
    return again?.kind === 'change' ? again.change : null
  })
}

async function see(world: World, provider: PsaProvider, post: StoredPost): Promise<Sight> {
  try {
    const isThere = ({ notes }: NotesReading) => oursAmong(post, notes).length > 0
    const reading = await readEverywhere(provider, post.ticket_id, isThere)
    return reading ? { kind: 'read', ...reading } : { kind: 'gone' }
  } catch (error) {
    const { sign } = unreadable(post, error)
    if (sign) await tellBreaker(world, post, sign)
    return { kind: 'unreadable' }
  }
}

/** Said before it is done, so that the log knows of it whatever happens in between. */
async function remove(
  world: World,
  provider: PsaProvider,
  post: StoredPost,
  look: Look,
  { copy, kept }: Verdict & { kind: 'remove' },
  notes: TicketNote[],
): Promise<void> {
  const account = post.account_id
  if (!(await isAsSeen(provider, post, copy)) || !(await isAsSeen(provider, post, kept))) {
    await step(world, account, post.id, (row, clock) =>
      isMine(row, look) ? removalFailed(row, copy, 'It is not as it was seen.', clock) : null,
    )
    return
  }
  const detail = { note: copy.id, kept: kept.id }
  const subject = { subject_kind: 'post', subject_id: post.id }
  await inAccount(world.db.app, account, (sql) =>
    record(
      sql,
      { account_id: account },
      { action: 'post.copy_deleting', ...subject, result: post.state, detail },
    ),
  )
  const outcome = await provider.deleteNote(post.ticket_id, copy.id, AbortSignal.timeout(deletionLimitMs))
  await step(world, account, post.id, (row, clock) => {
    if (!isMine(row, look)) return null
    if (outcome.kind === 'done' || outcome.kind === 'gone') return removed(row, copy, kept, clock)
    if (outcome.kind !== 'refused') return removalFailed(row, copy, outcome.says, clock)
    return copiesAsked(oursAmong(post, notes))
  })
}

const isMine = (row: StoredPost, look: Look) =>
  row.look_count === look.number && ['posted', 'verified'].includes(row.state)

/** Somebody may have changed it since the notes were read. Both must stand there: never the last one is deleted. */
async function isAsSeen(provider: PsaProvider, post: StoredPost, note: TicketNote): Promise<boolean> {
  const now = await provider.note(post.ticket_id, note.id).catch(() => null)
  return now !== null && normalised(now.text) === normalised(note.text) && now.visibility === note.visibility
}
