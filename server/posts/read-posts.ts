import type * as v from 'valibot'
import type { Post, PostEvent, PostWithText, postQuery } from '../../shared/contracts/posts.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, mayOpenTicket, tx } from '../ctx.ts'
import { closedBoard } from '../tickets/board-rights.ts'
import { bodyToSend } from './note/forms.ts'
import { asNote } from './note/kind.ts'
import { findPost, historyOf, listPosts, opensPost, type StoredPost } from './queries.ts'
import { taggedText } from './tag.ts'
import { internalNotes, type TimeOrder } from './time-entry/find.ts'
import { postView } from './view.ts'

/** Three attempts with all their looks leave a tenth of it. */
const longestHistory = 500

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export async function readPost(ctx: Ctx, postId: string): Promise<PostWithText> {
  may(ctx, 'read')
  const post = await loadPost(ctx, postId)
  return { ...postView(ctx, post), text: textOf(post) }
}

/** What it writes down in words; a status and an assignment have none. */
function textOf(post: StoredPost): string {
  if (post.kind === 'note') {
    const note = asNote(post)
    return taggedText(bodyToSend(note), note.tag)
  }
  return post.kind === 'time_entry' ? internalNotes(post.order as TimeOrder, post.tag ?? '') : ''
}

/** The post, if there is one for this person in this place. */
export async function loadPost(ctx: Ctx, postId: string): Promise<StoredPost> {
  const [post, isOpen] = await tx(ctx, async (sql) => {
    const found = await findPost(sql, postId)
    return [found, !found || (await opensPost(sql, ctx, postId))] as const
  })
  if (!post) throw new Problem('not_found')
  mayOpenTicket(ctx, post.ticket_id)
  if (!isOpen) throw new Problem('not_your_ticket', closedBoard)
  return post
}

/** What became of a post from the click on, oldest first. */
export async function readHistory(
  ctx: Ctx,
  postId: string,
): Promise<{ items: PostEvent[]; next_cursor: null }> {
  may(ctx, 'read')
  await loadPost(ctx, postId)
  const rows = await tx(ctx, (sql) => historyOf(sql, postId, longestHistory))
  const items = rows.map(({ user_id, user_name, ...line }) => ({
    ...line,
    who: user_id === null ? null : { id: user_id, name: user_name ?? 'Somebody who left' },
  }))
  return { items, next_cursor: null }
}

/** Newest first; the cursor is the last post of the page before. A pod lists the posts of its own ticket alone. */
export async function readPosts(
  ctx: Ctx,
  query: v.InferOutput<typeof postQuery>,
): Promise<{ items: Post[]; next_cursor: string | null }> {
  may(ctx, 'read')
  if (query.cursor && !uuid.test(query.cursor))
    throw new Problem('malformed', undefined, { fields: { cursor: 'The cursor of the page before.' } })
  if (ctx.surface === 'pod' && !ctx.pod_ticket_id) return { items: [], next_cursor: null }
  const { session_id, state: states, limit, cursor } = query
  const ticket_id = ctx.surface === 'pod' ? (ctx.pod_ticket_id ?? undefined) : undefined
  const rows = await tx(ctx, (sql) =>
    listPosts(sql, { session_id, states, ticket_id, open_to: ctx, after: cursor, limit: limit + 1 }),
  )
  const items = rows.slice(0, limit).map((row) => postView(ctx, row))
  return { items, next_cursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
