import type * as v from 'valibot'
import type { PostState } from '../../shared/contracts/post-states.ts'
import type { Post, postDecision } from '../../shared/contracts/posts.ts'
import { Problem } from '../../shared/problems.ts'
import { providerOf } from '../connections/provider-for.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { limit } from '../limits.ts'
import { kindWords } from './kind-words.ts'
import { kindOf, rulesOf } from './kinds.ts'
import type { Found } from './machine/finding.ts'
import { onReadBack } from './machine/on-read-back.ts'
import type { Change, Clock, PostRow } from './machine/row.ts'
import { later } from './machine/times.ts'
import { lockPost, type StoredPost } from './queries.ts'
import { loadPost } from './read-posts.ts'
import { workNow } from './send-now.ts'
import { postView } from './view.ts'
import { clockOf, writeChange } from './worker/advance.ts'
import { refuseOff } from './write-right.ts'

export type Decision = v.InferOutput<typeof postDecision>

/** Which decisions a state waits for. */
const open: Record<Decision['decision'], readonly PostState[]> = {
  it_is_there: ['needs_human'],
  post_again: ['needs_human', 'rejected'],
  discard: ['needs_human', 'rejected', 'blocked'],
}

/** The same once more, which nobody took: under the same reference. */
export async function retry(ctx: Ctx, postId: string): Promise<Post> {
  may(ctx, 'work')
  const { state } = await loadPost(ctx, postId)
  if (state !== 'rejected') throw new Problem('post_not_rejected')
  return decide(ctx, postId, { decision: 'post_again' })
}

/** A person's word on a post that cannot go on by itself. What they say is checked against the ticket first. */
export async function decide(ctx: Ctx, postId: string, decision: Decision): Promise<Post> {
  may(ctx, 'work')
  const post = await loadPost(ctx, postId)
  if (!open[decision.decision].includes(post.state)) throw new Problem('post_not_waiting_for_decision')
  if (decision.decision !== 'discard') {
    if (!post.connection_id) throw new Problem('no_connection')
    // each of these reads the ticket, and sending once more is a write like any click
    await limit(ctx.world, `post-decisions:${ctx.account_id}`, ctx.world.config.POSTS_PER_MINUTE, 60)
  }
  const change = await changeFor(ctx, post, decision)
  const decided = await tx(ctx, async (sql) => {
    const row = await lockPost(sql, postId)
    // what was checked holds only for the row that was shown
    if (row?.state !== post.state || row.revision !== post.revision)
      throw new Problem('post_not_waiting_for_decision')
    if (decision.decision === 'post_again') await refuseOff(ctx, sql, row)
    const { set, detail } = change(row, clockOf(ctx.world, row))
    return writeChange(sql, ctx, row, { set, detail: { ...detail, decision: decision.decision } })
  })
  // what waited for it may go
  return postView(ctx, await workNow(ctx.world, decided))
}

async function changeFor(
  ctx: Ctx,
  post: StoredPost,
  decision: Decision,
): Promise<(row: PostRow, clock: Clock) => Change> {
  if (decision.decision === 'discard') return (row) => discarded(ctx, row)
  if (decision.decision === 'post_again') {
    const there = await standing(ctx, post)
    if (!there) return (row, clock) => again(ctx, row, clock)
    return (row, clock) => onReadBack(row, there, clock)
  }
  const { provider } = await providerOf(ctx.world, ctx.account_id, post.connection_id)
  const found = await kindOf(post).named(provider, decision.psa_id ?? onlyCandidate(post))
  if (found.kind === 'not_it') throw named(found.says)
  return (row, clock) => confirmed(ctx, row, onReadBack(row, found, clock), found)
}

function discarded(ctx: Ctx, row: PostRow): Change {
  const may_be_there = row.state === 'needs_human' && row.attempt > 0
  const why = { code: 'discarded', by: ctx.user.name, may_be_there } as const
  return { set: { state: 'cancelled', check_at: null, why } }
}

/** What a client will read can be taken back as at its first click. */
function again(ctx: Ctx, row: PostRow, clock: Clock): Change {
  const withLine = row.reason === 'member_refused'
  const undoS = rulesOf(row).undo() ? ctx.world.config.POST_UNDO_SECONDS : 0
  return {
    set: {
      state: 'ready',
      send_after: later(clock.now, undoS),
      asked_at: clock.now,
      not_sent_count: 0,
      busy_count: 0,
      check_at: null,
      look_count: 0,
      clean_absences: 0,
      last_absence_at: null,
      unreadable_since: null,
      psa_id: null,
      posted_at: null,
      verified_at: null,
      audit_due: null,
      deleted_count: 0,
      candidates: null,
      last_outcome: null,
      order: rulesOf(row).renewed(),
      ...(withLine ? { member_identifier: null } : {}),
      asked_by: ctx.user.id,
      why: { code: 'asked_again', by: ctx.user.name, ...(withLine ? { line: row.author_line ?? '' } : {}) },
    },
  }
}

/** The person has seen it: what differs stays said, but nobody is asked any more. */
function confirmed(ctx: Ctx, { kind }: PostRow, { set, detail }: Change, { candidates }: Found): Change {
  if (set.state === 'verified') return { set, ...(detail ? { detail } : {}) }
  const client_reads = kind === 'note' ? candidates[0]?.visibility === 'client_visible' : null
  return {
    set: {
      ...set,
      state: 'posted',
      candidates: null,
      check_at: null,
      audit_due: null,
      why: { code: 'confirmed', by: ctx.user.name, client_reads },
    },
    detail: detail ?? {},
  }
}

function onlyCandidate(post: StoredPost): string | null {
  const ids = (post.candidates ?? []).map((candidate) => candidate.psa_id)
  return ids.length === 1 ? (ids[0] ?? null) : ids.length === 0 ? post.psa_id : null
}

function named(sentence: string): Problem {
  return new Problem('invalid', sentence, { fields: { psa_id: sentence } })
}

/**
 * Nobody posts twice by mistake: our tag in the ticket beats the click. Unreadable, the person's word counts. Of a
 * rejected post nobody is asked, so what is there counts at once.
 */
async function standing(ctx: Ctx, post: StoredPost): Promise<Found | null> {
  const { provider } = await providerOf(ctx.world, ctx.account_id, post.connection_id)
  const finding = await kindOf(post)
    .look(provider)
    .catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error
      return null
    })
  const isThere = finding?.kind === 'found' && finding.by === 'tag'
  if (isThere && post.state === 'rejected') return finding
  if (isThere)
    throw new Problem(
      'post_is_in_ticket',
      `It stands in the ticket as ${kindWords[post.kind].named(finding.psa_id)}. Say that it is there, or delete that in ConnectWise first.`,
    )
  if (finding?.kind === 'several' && finding.candidates[0]?.match === 'tag')
    throw new Problem('post_is_in_ticket')
  return null
}
