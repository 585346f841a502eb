import type { Post } from '../../shared/contracts/posts.ts'
import { deliveryOf } from '../connections/delivery.ts'
import { isClientVisible } from './post-row.ts'
import type { StoredPost } from './queries.ts'

export function postView(post: StoredPost): Post {
  const isAhead = Date.parse(post.send_after) > Date.parse(post.now)
  const isWaiting = post.state === 'ready' && isAhead
  const isFresh = post.last_outcome === null && post.not_sent_count === 0 && post.busy_count === 0
  // a connection that takes nothing is told once, not written into each of its waiting posts
  const delivery = post.state === 'ready' && !isAhead ? deliveryOf(post.breaker ?? null) : null
  return {
    id: post.id,
    kind: post.kind,
    session_id: post.session_id,
    update_id: post.update_id,
    user_id: post.user_id,
    ticket_id: post.ticket_id,
    visibility: isClientVisible(post.placement) ? 'client_visible' : 'internal',
    placement: post.placement,
    state: post.state,
    psa_id: post.psa_id,
    url: post.psa_url,
    tag: post.tag,
    attempt: post.attempt,
    explanation: delivery?.sentence ?? post.explanation,
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
