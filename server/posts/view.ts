import type { Delivery } from '../../shared/contracts/connections.ts'
import type { PostReason } from '../../shared/contracts/post-reasons.ts'
import type { Post, PostAct } from '../../shared/contracts/posts.ts'
import { deliveryOf } from '../connections/delivery.ts'
import { type Ctx, hasRight } from '../ctx.ts'
import { explain } from './explain.ts'
import { isClientVisible } from './machine/row.ts'
import type { StoredPost } from './queries.ts'

/** A post as this person sees it. */
export function postView(ctx: Pick<Ctx, 'user'>, post: StoredPost): Post {
  const isAhead = isWaitingForTime(post)
  const isWaiting = post.state === 'ready' && isAhead
  const isFresh = post.last_outcome === null && post.not_sent_count === 0 && post.busy_count === 0
  // a connection that takes nothing is told once, not written into each of its waiting posts
  const delivery = post.state === 'ready' && !isAhead ? deliveryOf(post.breaker ?? null) : null
  const wait = waitReason(post, delivery, isFresh)
  const reason = wait ?? reasonOf(post)
  return {
    id: post.id,
    kind: post.kind,
    session_id: post.session_id,
    update_id: post.update_id,
    source: { kind: post.source_kind, id: post.source_id },
    after_post_id: post.after_post_id,
    user_id: post.user_id,
    ticket_id: post.ticket_id,
    visibility:
      post.placement === null ? null : isClientVisible(post.placement) ? 'client_visible' : 'internal',
    placement: post.placement,
    order: post.kind === 'note' ? null : (post.order as Post['order']),
    state: post.state,
    psa_id: post.psa_id,
    url: post.psa_url,
    tag: post.tag,
    attempt: post.attempt,
    explanation: (wait ? null : post.explanation) ?? (reason ? explain(post, reason) : ''),
    reason,
    may: hasRight(ctx, 'work') ? actsOf(post) : [],
    undo_until: isWaiting && isFresh ? post.send_after : null,
    next_look_at: isWaiting && !isFresh ? post.send_after : (delivery?.next_try_at ?? post.check_at),
    candidates: post.candidates,
    created_at: post.created_at,
    sent_at: post.sent_at,
    posted_at: post.posted_at,
    verified_at: post.verified_at,
    now: post.now,
  }
}

export const isWaitingForTime = ({ send_after, now }: StoredPost): boolean =>
  Date.parse(send_after) > Date.parse(now)

/** What its state leaves to a person; every one of these is checked again when it is done. */
function actsOf(post: StoredPost): PostAct[] {
  switch (post.state) {
    case 'ready':
      if (post.reason === 'psa_not_reached' && !post.held) return ['look_now', 'cancel']
      return isWaitingForTime(post) || post.held ? ['cancel'] : []
    case 'uncertain':
    case 'checking':
      return ['look_now']
    case 'posted':
      return post.check_at === null ? [] : ['look_now']
    case 'needs_human':
      return ['it_is_there', 'post_again', 'discard']
    case 'rejected':
      return ['retry', 'discard']
    case 'blocked':
      return ['discard']
    default:
      return []
  }
}

/** What stands before a post that could go, as it is at this moment; its row says nothing of that. */
function waitReason(post: StoredPost, delivery: Delivery | null, isFresh: boolean): PostReason | null {
  const at = post.reason_at ?? post.created_at
  if (delivery?.state === 'paused')
    return { code: 'connection_paused', at, next_at: delivery.next_try_at ?? post.now }
  if (delivery) return { code: `connection_${delivery.state}`, at }
  const { held_by: before } = post
  if (post.state !== 'ready' || !post.held || !isFresh || !before) return null
  return {
    code: 'waits_for_post',
    at,
    post_id: before.id,
    post_kind: before.kind,
    post_state: before.state,
  }
}

/** Written as a whole by one function, so that the parameters are those of the code. */
function reasonOf({ reason, reason_params, reason_at }: StoredPost): PostReason | null {
  if (reason === null || reason_at === null) return null
  return { code: reason, at: reason_at, ...reason_params } as PostReason
}
