import type { Clicked } from './clicks.ts'
import type { FinalPost } from './fault-queries.ts'
import type { Commit, Truth } from './psa-truth.ts'

/** One word for each post; `duplicated`, `lost` and `unexpected` must not happen. */
export type Fate = 'ok' | 'refused' | 'asked' | 'duplicated' | 'lost' | 'unexpected'
export type Judged = { fate: Fate; why: string; post: FinalPost | null; click: Clicked; commits: Commit[] }

export type Verdict = {
  judged: Judged[]
  counts: Record<Fate, number>
  /** Told `ok` after a time of doubt. */
  recovered: number
  /** Somebody deleted the note while it was in doubt, and it was posted anew: never two at a time. */
  again_after_deletion: number
  /** Clicks that no server took, so that nothing was promised. */
  not_taken: number
}

const saidPosted = ['posted', 'verified']
const saidNothing = ['rejected', 'cancelled']

/** What the product says against what stands in the PSA. */
export function judge(clicks: Clicked[], posts: FinalPost[], truth: Truth): Verdict {
  const byUpdate = new Map<string, FinalPost[]>()
  for (const post of posts) byUpdate.set(post.update_id, [...(byUpdate.get(post.update_id) ?? []), post])
  const judged: Judged[] = []
  let not_taken = 0
  for (const click of clicks) {
    const own = byUpdate.get(click.update_id) ?? []
    const commits = truth.ofMarker(click.marker)
    const post = own.at(-1) ?? null
    if (!post && commits.length === 0 && click.post_ids.size === 0) {
      not_taken += 1
      continue
    }
    const [fate, why] = judgeOne(click, own, commits)
    judged.push({ fate, why, post, click, commits })
  }
  const counts: Verdict['counts'] = { ok: 0, refused: 0, asked: 0, duplicated: 0, lost: 0, unexpected: 0 }
  for (const { fate } of judged) counts[fate] += 1
  return {
    judged,
    counts,
    recovered: judged.filter(({ fate, post }) => fate === 'ok' && post?.was_uncertain).length,
    again_after_deletion: judged.filter(({ fate, commits }) => fate !== 'duplicated' && commits.length > 1)
      .length,
    not_taken,
  }
}

function judgeOne(click: Clicked, posts: FinalPost[], commits: Commit[]): [Fate, string] {
  const [post] = posts
  if (commits.some((commit) => commit.beside_another)) return ['duplicated', `${commits.length} notes`]
  if (posts.length > 1) return ['unexpected', 'two posts of one text']
  if (!post)
    return click.post_ids.size > 0 ? ['lost', 'promised, no post'] : ['unexpected', 'a note, no post']
  if ([...click.post_ids].some((id) => id !== post.id)) return ['unexpected', 'two surfaces, two posts']
  const misplaced = commits.find((commit) => !isAsAsked(click, commit))
  if (misplaced)
    return ['unexpected', `sent to #${misplaced.ticket_id} as ${JSON.stringify(misplaced.flags)}`]
  return judgeState(post, commits)
}

function judgeState(post: FinalPost, commits: Commit[]): [Fate, string] {
  if (saidPosted.includes(post.state)) {
    if (commits.length === 0) return ['lost', 'said posted, never written']
    const named = commits.find(({ id }) => String(id) === post.psa_id)
    if (!named) return ['unexpected', `said note ${post.psa_id}, which is not it`]
    if (post.state === 'verified' && named.distorted) return ['unexpected', 'said verified, stands otherwise']
    if (post.check_at !== null) return ['lost', 'never read back']
    return ['ok', '']
  }
  const stands = commits.some(({ deleted_at }) => deleted_at === null)
  if (saidNothing.includes(post.state))
    return stands ? ['unexpected', `said ${post.state}, but it stands there`] : ['refused', '']
  if (post.state === 'needs_human') return ['asked', post.explanation]
  return ['lost', `still ${post.state}`]
}

/** Before the PSA itself turned its flags. */
function isAsAsked(click: Clicked, commit: Commit): boolean {
  if (commit.ticket_id !== click.ticket_id) return false
  const { internal, discussion, resolution } = commit.flags
  const isInternal = commit.distorted ? !internal : internal
  const isDiscussion = commit.distorted ? !discussion : discussion
  return !resolution && isInternal === (click.placement === 'internal') && isDiscussion === !isInternal
}
