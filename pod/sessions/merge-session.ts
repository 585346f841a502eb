import type { Post } from '../../shared/contracts/posts.ts'
import type { SessionDetail, SessionPatch, Step } from '../../shared/contracts/sessions.ts'

/** `has_gap`: versions in between were never seen here, so keys the patch does not name may be old. Null: no news. */
export function applyPatch(
  detail: SessionDetail,
  patch: SessionPatch,
): { detail: SessionDetail; has_gap: boolean } | null {
  if (patch.state_version <= detail.state_version) return null
  return { detail: { ...detail, ...patch }, has_gap: patch.state_version > detail.state_version + 1 }
}

/** A whole reading counts unless it is older than what stands here: it may have been asked for before a patch came. */
export function newerOf(known: SessionDetail | null, read: SessionDetail): SessionDetail {
  return known && isOlder(read, known) ? known : read
}

export const isOlder = (read: SessionDetail, known: SessionDetail | null): boolean =>
  known !== null && read.state_version < known.state_version

/** A case that was created and never answered: its first turn needs no words. */
export function isFirstTurnDue(detail: SessionDetail): boolean {
  const { status, turn_running, exchanges, steps } = detail
  return (
    status === 'active' && !turn_running && exchanges === 0 && !steps.some(({ kind }) => kind === 'reply')
  )
}

const unfinished: readonly Step['state'][] = ['failed', 'interrupted', 'stopped']

/** The newest reply when it never came to its end and nothing was said after it. */
export function unfinishedReply(detail: SessionDetail): Step | null {
  const newest = detail.steps.findLast(({ kind }) => kind === 'reply' || kind === 'message')
  return newest?.kind === 'reply' && !detail.turn_running && unfinished.includes(newest.state) ? newest : null
}

/** What stands unanswered came with pictures. */
export function hasUnansweredPictures({ steps }: SessionDetail): boolean {
  const at = steps.findLastIndex(({ kind, state }) => kind === 'reply' && state === 'complete')
  return steps.slice(at + 1).some(({ images }) => images.length > 0)
}

/** Replies that came to their end between two views of one case; none on the first look. */
export function endedReplies(before: SessionDetail | null, after: SessionDetail): Step[] {
  if (!before) return []
  const done = new Set(before.steps.filter(isEndedReply).map(({ id }) => id))
  return after.steps.filter((step) => isEndedReply(step) && !done.has(step.id))
}

const isEndedReply = ({ kind, state }: Step) => kind === 'reply' && state !== 'streaming'

/** Keeps the words that came over a line that then broke, until the case is read again. */
export function keepStreamed(detail: SessionDetail, text: string): SessionDetail {
  const longer = (step: Step) =>
    step.kind === 'reply' && step.state === 'streaming' && text.length > step.content.length
  if (!detail.steps.some(longer)) return detail
  return { ...detail, steps: detail.steps.map((step) => (longer(step) ? { ...step, content: text } : step)) }
}

/** True once the words stand in the case: a request whose answer was lost had arrived. */
export function hasArrived(
  detail: SessionDetail,
  sent: { content: string; after_seq: number; user_id: string },
): boolean {
  return detail.steps.some(
    ({ kind, seq, author, content }) =>
      kind === 'message' &&
      seq > sent.after_seq &&
      author !== 'flowpilot' &&
      author.user_id === sent.user_id &&
      content.trim() === sent.content.trim(),
  )
}

/** What became of the updates, by the posts of the case, newest first: they are read more often than the case. */
export function withPosts(detail: SessionDetail, posts: readonly Post[]): SessionDetail {
  const updates = detail.updates.map((update) => {
    const made = posts.find(({ update_id }) => update_id === update.update_id)
    if (!made || (made.id === update.post?.id && made.state === update.post.state)) return update
    const { id, state, psa_id, posted_at } = made
    return { ...update, post_id: id, post: { id, state, psa_id, posted_at } }
  })
  return updates.some((update, at) => update !== detail.updates[at]) ? { ...detail, updates } : detail
}
