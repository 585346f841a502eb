import type { NotePost, NotePosted } from '../../shared/contracts/closings.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { settledPosts } from '../posts/settled-posts.ts'
import { readCase } from '../sessions/case-queries.ts'
import { mayOpenCase } from '../sessions/load-session.ts'
import { draftClosing } from './draft-closing.ts'
import { resolve } from './resolve.ts'

/** So long somebody waits to hear that it stands in the ticket. */
const waitMs = 20_000
const longestResolution = 4_000

/** Closes a case by the note that its client reads, and says what became of it in the ticket. */
export async function postNote(ctx: Ctx, sessionId: string, request: NotePost): Promise<NotePosted> {
  const { content, ...order } = request
  const { resolution, ...draft } = await readDraft(ctx, sessionId)
  const { closing } = await resolve(ctx, sessionId, {
    ...order,
    ...draft,
    // where the case itself says nothing, what the client is told is how it ended
    resolution_summary: resolution || content.slice(0, longestResolution).toWellFormed(),
    destinations: { client_note: { content } },
    origin: 'note',
  })
  const posts = await settledPosts(ctx, closing.posts, waitMs)
  const note = posts.find(({ placement }) => placement === 'resolution')
  const status = posts.find(({ kind }) => kind === 'status')
  if (status && (status.state === 'rejected' || status.state === 'needs_human'))
    throw new Problem('psa_refused', status.explanation, { extra: { closing_id: closing.id } })
  return {
    outcome: closing.outcome,
    post_id: note?.id ?? null,
    external_id: note?.psa_id ?? null,
    status_verified: status ? status.state === 'verified' : null,
    status_transition_skipped_reason: closing.status_transition_skipped_reason,
  }
}

function readDraft(ctx: Ctx, sessionId: string) {
  may(ctx, 'work')
  return tx(ctx, async (sql) => {
    const rows = await readCase(sql, sessionId, ctx)
    mayOpenCase(ctx, rows)
    return draftClosing(rows)
  })
}
