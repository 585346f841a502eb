import { computed, signal } from '@preact/signals'
import type { SentenceEvidence } from '../../shared/contracts/evidence.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import type { Audience, Leak, PostPreview, Update } from '../../shared/contracts/updates.ts'
import type { ApiProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'
import type { PostsModel } from '../posts/posts-model.ts'
import type { SessionModel } from '../sessions/session-model.ts'

export type Reach = Pick<Pod, 'api' | 'host' | 'me'>
export type CaseInHand = Pick<SessionModel, 'session_id' | 'detail'>
/** The posts of the case that the update belongs to. */
export type PostsOfCase = Pick<PostsModel, 'of' | 'accept'>
export type Visibility = PostPreview['visibility']
/** It was ordered by words, the account's rights ask, the same was said before, or somebody wrote in the ticket a moment ago. */
export type AskedAgain = 'ordered' | 'rights' | 'said_before' | 'news'
export type DraftState = ReturnType<typeof createDraftState>
type Written = {
  update: Update
  is_edited?: boolean
  leaks?: readonly Leak[]
  evidence?: readonly SentenceEvidence[]
}

/** One draft, all that a person did to it, and the post that came of it; it stays so while another one is shown. */
export function createDraftState(written: Written, posts: PostsOfCase) {
  const update = signal<Update>(written.update)
  /** For an e-mail draft: as what kind of note the engineer chose to post it after all. */
  const asNote = signal<Visibility | null>(null)
  const visibility = computed<Visibility | null>(() => readersOf(update.value.audience, asNote.value))
  const typed = signal<string | null>(null)
  const post_id = signal<string | null>(null)
  /** The words and their reader that were asked about before they go, and why. */
  const toConfirm = signal<{ content: string; visibility: Visibility; why: AskedAgain } | null>(null)
  const shownWords = () => typed.value?.trim() ?? update.value.content
  /** What the newest preview was of. */
  const previewed = signal<string | null>(null)
  const preview = signal<PostPreview | null>(null)
  return {
    update,
    /** Words being typed and not yet saved; null while nothing is edited. */
    typed,
    /** A person worded it anew. */
    edited: signal(written.is_edited ?? false),
    /** What of the text may be a secret, and which of it the person lets out. */
    leaks: signal<readonly Leak[]>(written.leaks ?? []),
    accepted: signal<ReadonlySet<string>>(new Set()),
    /** What its sentences rest on, and of which text and state of the case that was said. */
    evidence: signal<readonly SentenceEvidence[]>(written.evidence ?? []),
    evidenceOf: signal<string | null>(null),
    preview,
    previewed,
    /** These very words came to the same readers a short while ago. */
    saidBefore: computed(() =>
      previewed.value === shownWords() ? (preview.value?.said_before ?? null) : null,
    ),
    problem: signal<ApiProblem | null>(null),
    posting: signal(false),
    post_id,
    /** The post that came of it, as it stands now; none where it was taken back: pressing again is a new one. */
    made: computed<Post | null>(() => {
      const post = post_id.value === null ? undefined : posts.of(post_id.value)
      return post && post.state !== 'cancelled' ? post : null
    }),
    asNote,
    /** Who reads it, by the text that is shown: an internal text never gets the client's button. */
    visibility,
    toConfirm,
    /** The next press is the second one: it posts these very words to this very reader. */
    confirming: computed<AskedAgain | null>(() => {
      const asked = toConfirm.value
      const isOfThese = asked?.visibility === visibility.value && asked.content === shownWords()
      return isOfThese ? asked.why : null
    }),
  }
}

function readersOf(audience: Audience, asNote: Visibility | null): Visibility | null {
  if (audience === 'ticket_notes') return 'internal'
  return audience === 'client_update' ? 'client_visible' : asNote
}
