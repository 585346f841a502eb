import type * as v from 'valibot'
import type { Post, PostState, postDecision } from '../../shared/contracts/posts.ts'
import { Problem } from '../../shared/problems.ts'
import { providerOf } from '../connections/provider-for.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { limit } from '../limits.ts'
import { kindOf } from './kinds.ts'
import type { Found } from './machine/finding.ts'
import { onReadBack } from './machine/on-read-back.ts'
import type { Change, Clock, PostRow } from './machine/row.ts'
import { later } from './machine/times.ts'
import { traits } from './machine/traits.ts'
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
    if (decision.decision === 'post_again') await refuseOff(sql, ctx, row)
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
  const mayBeThere = row.state === 'needs_human' && row.attempt > 0
  const doubt = mayBeThere
    ? ' It may be in the ticket all the same: look there before the text is posted again.'
    : ''
  return {
    set: { state: 'cancelled', check_at: null, explanation: `Discarded by ${ctx.user.name}.${doubt}` },
  }
}

/** What a client will read can be taken back as at its first click. */
function again(ctx: Ctx, row: PostRow, clock: Clock): Change {
  const withLine = row.reason === 'member_refused'
  const undoS = kindOf(row).undo() ? ctx.world.config.POST_UNDO_SECONDS : 0
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
      order: kindOf(row).renewed(),
      ...(withLine ? { member_identifier: null } : {}),
      explanation: withLine
        ? `${ctx.user.name} asked to post it with “${row.author_line}” as its first line. Waiting to be sent.`
        : `${ctx.user.name} asked to post it again. Waiting to be sent.`,
    },
  }
}

/** The person has seen it: what differs stays said, but nobody is asked any more. */
function confirmed(ctx: Ctx, { kind }: PostRow, { set, detail }: Change, found: Found): Change {
  if (set.state === 'verified') return { set, ...(detail ? { detail } : {}) }
  const explanation = `${ctx.user.name} said that it is ${traits[kind].words.named(found.psa_id)}. ${readerOf(kind, found)}`
  return {
    set: {
      ...set,
      state: 'posted',
      reason: null,
      reason_params: null,
      candidates: null,
      check_at: null,
      audit_due: null,
      explanation: explanation.trim(),
    },
    detail: detail ?? {},
  }
}

function readerOf(kind: PostRow['kind'], { candidates }: Found): string {
  if (kind !== 'note') return ''
  return candidates[0]?.visibility === 'client_visible'
    ? 'The client can read it.'
    : 'Only engineers can read it.'
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
  const { words } = traits[post.kind]
  const isThere = finding?.kind === 'found' && finding.by === 'tag'
  if (isThere && post.state === 'rejected') return finding
  if (isThere)
    throw new Problem(
      'post_is_in_ticket',
      `It stands in the ticket as ${words.named(finding.psa_id)}. Say that it is there, or delete that in ConnectWise first.`,
    )
  if (finding?.kind === 'several' && finding.candidates[0]?.match === 'tag')
    throw new Problem('post_is_in_ticket')
  return null
}
