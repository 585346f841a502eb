import type * as v from 'valibot'
import type { Post, PostEvent, PostWithText, postQuery } from '../../shared/contracts/posts.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, mayOpenTicket, tx } from '../ctx.ts'
import { findPost, historyOf, listPosts, type StoredPost } from './queries.ts'
import { taggedText } from './tag.ts'
import { postView } from './view.ts'

/** Three attempts with all their looks leave a tenth of it. */
const longestHistory = 500

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export async function readPost(ctx: Ctx, postId: string): Promise<PostWithText> {
  may(ctx, 'read')
  const post = await loadPost(ctx, postId)
  return { ...postView(post), text: taggedText(post.body, post.tag) }
}

/** The post, if there is one for this person in this place. */
export async function loadPost(ctx: Ctx, postId: string): Promise<StoredPost> {
  const post = await tx(ctx, (sql) => findPost(sql, postId))
  if (!post) throw new Problem('not_found')
  mayOpenTicket(ctx, post.ticket_id)
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
    listPosts(sql, { session_id, states, ticket_id, after: cursor, limit: limit + 1 }),
  )
  const items = rows.slice(0, limit).map(postView)
  return { items, next_cursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
