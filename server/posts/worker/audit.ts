import { record } from '../../audit/record.ts'
import { providerOf } from '../../connections/provider-for.ts'
import { inAccount } from '../../db/tx.ts'
import type { PsaProvider } from '../../psa/provider.ts'
import type { World } from '../../world.ts'
import { reportSignal } from '../breaker/signals.ts'
import { kindOf } from '../kinds.ts'
import type { Finding } from '../machine/finding.ts'
import { type AuditVerdict, copiesAsked, onAudit, removalFailed, removed } from '../machine/on-audit.ts'
import type { Look } from '../machine/on-look.ts'
import { isStillAs } from '../note/look.ts'
import { beginAudit, type StoredPost } from '../queries.ts'
import { advancePost, clockOf } from './advance.ts'
import { unreadableFinding } from './look.ts'

/** Longer than two readings and a deletion may take. */
const auditLeaseS = 130
const deletionLimitMs = 20_000

/** Looks whether what was posted is still there, and there once. Deletes our own second copy, never the first. */
export async function auditPost(world: World, accountId: string, postId: string): Promise<void> {
  const post = await inAccount(world.db, accountId, (sql) => beginAudit(sql, postId, auditLeaseS))
  if (!post) return
  const { provider } = await providerOf(world, accountId, post.connection_id)
  const look = { number: post.look_count, began_at: post.now }
  const finding = await find(world, provider, post)
  const verdict = onAudit(post, look, finding, clockOf(world, post))
  if (verdict?.kind === 'remove' && finding.kind === 'several')
    return remove(world, provider, post, look, verdict, finding)
  await advancePost(world, accountId, postId, (row, clock) => {
    const again = onAudit(row, look, finding, clock)
    return again?.kind === 'change' ? again.change : null
  })
}

async function find(world: World, provider: PsaProvider, post: StoredPost): Promise<Finding> {
  try {
    return await kindOf(post).audit(provider)
  } catch (error) {
    const { finding, signal } = unreadableFinding(post, error)
    if (signal) await reportSignal(world, post, signal)
    return finding
  }
}

/** Said before it is done, so that the log knows of it whatever happens in between. */
async function remove(
  world: World,
  provider: PsaProvider,
  post: StoredPost,
  look: Look,
  { copy, kept }: AuditVerdict & { kind: 'remove' },
  { candidates }: Finding & { kind: 'several' },
): Promise<void> {
  const account = post.account_id
  if (
    !(await isStillAs(provider, post.ticket_id, copy)) ||
    !(await isStillAs(provider, post.ticket_id, kept))
  ) {
    await advancePost(world, account, post.id, (row, clock) =>
      isMine(row, look) ? removalFailed(row, copy, 'It is not as it was seen.', clock) : null,
    )
    return
  }
  const detail = { note: copy.id, kept: kept.id }
  const subject = { subject_kind: 'post', subject_id: post.id }
  await inAccount(world.db, account, (sql) =>
    record(
      sql,
      { account_id: account },
      { action: 'post.copy_deleting', ...subject, result: post.state, detail },
    ),
  )
  const outcome = await provider.deleteNote(post.ticket_id, copy.id, AbortSignal.timeout(deletionLimitMs))
  await advancePost(world, account, post.id, (row, clock) => {
    if (!isMine(row, look)) return null
    if (outcome.kind === 'done' || outcome.kind === 'gone') return removed(row, copy, kept, clock)
    if (outcome.kind !== 'refused') return removalFailed(row, copy, outcome.says, clock)
    return copiesAsked(candidates)
  })
}

const isMine = (row: StoredPost, look: Look) =>
  row.look_count === look.number && ['posted', 'verified'].includes(row.state)
