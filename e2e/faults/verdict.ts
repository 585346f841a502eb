import type { Clicked } from './clicks.ts'
import { partKey } from './ends.ts'
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
  /** Clicks that no server took, so that nothing was promised, and what those were told. */
  not_taken: number
  refusals: string[]
}

const saidPosted = ['posted', 'verified']
const saidNothing = ['rejected', 'cancelled']

/** What the product says against what stands in the PSA. */
export function judge(clicks: Clicked[], posts: FinalPost[], truth: Truth): Verdict {
  const byKey = new Map<string, FinalPost[]>()
  for (const post of posts) {
    const isOfEnd = post.source_kind === 'closing' || post.source_kind === 'handoff'
    const key = isOfEnd ? partKey(post) : (post.update_id ?? post.intent_key)
    byKey.set(key, [...(byKey.get(key) ?? []), post])
  }
  const ownOf = (click: Clicked) =>
    click.kind === 'note' && !click.end
      ? (byKey.get(click.update_id) ?? [])
      : [...new Set(click.keys)].flatMap((key) => byKey.get(key) ?? [])
  const judged: Judged[] = []
  let not_taken = 0
  const refusals: string[] = []
  for (const click of clicks) {
    const own = ownOf(click)
    const commits = truth.ofMarker(click.marker)
    const post = own.at(-1) ?? null
    if (!post && commits.length === 0 && click.post_ids.size === 0) {
      not_taken += 1
      refusals.push(...(click.refusals.length > 0 ? click.refusals : ['no answer']))
      continue
    }
    const before = click.behind && {
      posts: ownOf(click.behind as Clicked),
      commits: truth.ofMarker(click.behind.marker),
    }
    // a server that answered too late had nothing to hold it by
    const isBehind = own.some(({ after_post_id }) => after_post_id !== null)
    const [fate, why] = (isBehind ? overtook(commits, before) : null) ?? judgeOne(click, own, commits)
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
    refusals,
  }
}

/** Written while what the person had written first on that ticket was still to come. */
function overtook(
  commits: Commit[],
  before: { posts: FinalPost[]; commits: Commit[] } | null,
): [Fate, string] | null {
  const [first] = commits
  const [ahead] = before?.posts ?? []
  if (!first || !before || !ahead) return null
  const isPending = ['ready', 'sending', 'uncertain', 'checking', 'needs_human'].includes(ahead.state)
  const cameLater = before.commits.length > 0 && before.commits.every(({ at }) => at > first.at)
  return isPending || cameLater ? ['unexpected', 'it overtook what was written first'] : null
}

function judgeOne(click: Clicked, posts: FinalPost[], commits: Commit[]): [Fate, string] {
  const [post] = posts
  if (commits.some((commit) => commit.beside_another)) return ['duplicated', `${commits.length} notes`]
  if (posts.length > 1) return ['unexpected', 'two posts of one text']
  if (!post)
    return click.post_ids.size > 0 ? ['lost', 'promised, no post'] : ['unexpected', 'written, no post']
  if ([...click.post_ids].some((id) => id !== post.id)) return ['unexpected', 'two surfaces, two posts']
  const misplaced = commits.find((commit) => !isAsAsked(click, commit))
  if (misplaced)
    return ['unexpected', `sent to #${misplaced.ticket_id} as ${JSON.stringify(misplaced.flags)}`]
  return judgeState(click, post, commits)
}

function judgeState(click: Clicked, post: FinalPost, commits: Commit[]): [Fate, string] {
  if (saidPosted.includes(post.state)) {
    if (commits.length === 0) return ['lost', 'said posted, never written']
    // a status has no number of its own
    const named = click.kind === 'status' ? commits[0] : commits.find(({ id }) => String(id) === post.psa_id)
    if (!named) return ['unexpected', `said note ${post.psa_id}, which is not it`]
    if (post.state === 'verified' && named.distorted) return ['unexpected', 'said verified, stands otherwise']
    if (post.check_at !== null) return ['lost', 'never read back']
    return ['ok', '']
  }
  if (post.is_held) return ['asked', 'What goes before it waits for a person.']
  const stands = commits.some(({ deleted_at }) => deleted_at === null)
  if (saidNothing.includes(post.state))
    return stands ? ['unexpected', `said ${post.state}, but it stands there`] : ['refused', '']
  if (post.state === 'needs_human') return ['asked', post.reason ?? 'asked']
  return ['lost', `still ${post.state}`]
}

/** Before the PSA itself turned its flags. */
function isAsAsked(click: Clicked, commit: Commit): boolean {
  if (commit.ticket_id !== click.ticket_id || commit.thing !== click.kind) return false
  if (click.kind === 'time_entry') return commit.minutes === 30
  if (click.kind !== 'note') return true
  const { internal, discussion, resolution } = commit.flags
  const isInternal = commit.distorted ? !internal : internal
  const isDiscussion = commit.distorted ? !discussion : discussion
  return !resolution && isInternal === (click.placement === 'internal') && isDiscussion === !isInternal
}
