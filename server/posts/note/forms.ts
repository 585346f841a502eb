import {
  type Change,
  isClientVisible,
  type KnownOutcome,
  type NotePost,
  type PostRow,
} from '../machine/row.ts'
import { isAlike, normalised } from '../same-text.ts'
import { taggedText, withoutTag } from '../tag.ts'

/** A note is sent under its author, or, where the PSA takes none, with a first line that names them. */
export type Forms = Pick<NotePost, 'body' | 'author_line' | 'tag'>

/** With the line that names its author, where one was written down. */
export const linedBody = ({ body, author_line }: Pick<Forms, 'body' | 'author_line'>): string =>
  author_line === null ? body : `${author_line}\n${body}`

/** The form in which it goes out now: a line whose member was taken away goes with it. */
export const bodyToSend = (post: Forms & Pick<PostRow, 'member_identifier'>): string =>
  post.member_identifier === null ? linedBody(post) : post.body

const bodiesOf = (post: Omit<Forms, 'tag'>): string[] => [...new Set([post.body, linedBody(post)])]

/** Whether a note says what this post sent, reference included, in whichever form. */
export function isTextAsSent(post: Forms, text: string): boolean {
  const seen = normalised(text)
  return bodiesOf(post).some((body) => seen === normalised(taggedText(body, post.tag)))
}

/** Whether a text holds all of what was sent. */
export function holdsTextAsSent(post: Forms, text: string): boolean {
  const seen = normalised(text)
  return bodiesOf(post).some((body) => seen.includes(normalised(taggedText(body, post.tag))))
}

/** The same words; the reference does not count. */
export function isSameAsSent(post: Omit<Forms, 'tag'>, text: string): boolean {
  const seen = normalised(withoutTag(text))
  return bodiesOf(post).some((body) => seen === normalised(body))
}

/** Much like it; the reference does not count. */
export function isLikeSent(post: Omit<Forms, 'tag'>, text: string): boolean {
  return bodiesOf(post).some((body) => isAlike(body, withoutTag(text)))
}

/** It can still go without its author, with a line that names them. */
export function hasOtherForm(post: Pick<PostRow, 'member_identifier' | 'author_line'>): boolean {
  return post.member_identifier !== null && post.author_line !== null
}

/** What a client reads gets no line that its author did not see; null for any other refusal. */
export function lineAsked(
  post: PostRow,
  refusal: { says: string; status: number; member_refused?: boolean },
  last_outcome: KnownOutcome,
): Change | null {
  if (!refusal.member_refused || !isClientVisible(post.placement) || !hasOtherForm(post)) return null
  return {
    set: {
      owner: null,
      lease_until: null,
      state: 'needs_human',
      why: { code: 'member_refused', line: post.author_line ?? '', says: refusal.says },
      check_at: null,
      candidates: null,
      last_outcome,
    },
    detail: { status: refusal.status, member_refused: true },
  }
}
