import type { Documentation } from '../../shared/contracts/closings.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { readCase } from '../sessions/case-queries.ts'
import { mayOpenCase } from '../sessions/load-session.ts'
import { closingView } from './closing-view.ts'
import { documentCase } from './document-case.ts'
import { findClosing, postsOfClosing } from './queries.ts'
import { asMarkdown, asText } from './render.ts'

/** The documentation of a case as it would go into its ticket now; of a closed one as it was written, and how its posts stand. */
export async function readDocumentation(ctx: Ctx, sessionId: string): Promise<Documentation> {
  may(ctx, 'read')
  const { rows, row, posts } = await tx(ctx, async (sql) => {
    const rows = await readCase(sql, sessionId, ctx)
    mayOpenCase(ctx, rows)
    const row = rows.row.status === 'resolved' ? await findClosing(sql, sessionId) : undefined
    return { rows, row, posts: row ? await postsOfClosing(sql, row.id) : [] }
  })
  if (row) {
    const { document } = row
    return { text: asText(document), markdown: asMarkdown(document), closing: closingView(ctx, row, posts) }
  }
  const ended_at = new Date().toISOString()
  const clean = await documentCase(rows, { said: null, include_steps: true, ended_at })
  return { text: asText(clean), markdown: asMarkdown(clean), closing: null }
}
