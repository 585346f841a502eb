import type { Documentation } from '../../shared/contracts/closings.ts'
import { activeMinutes } from '../../shared/durations.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { redactLeaves } from '../redact/redact-leaves.ts'
import { readCase } from '../sessions/case-queries.ts'
import { mayOpenCase } from '../sessions/load-session.ts'
import { type Document, documentationOf } from './documentation.ts'
import { asMarkdown, asText } from './render.ts'

/** The documentation of a case as it would go into its ticket now. */
export async function readDocumentation(ctx: Ctx, sessionId: string): Promise<Documentation> {
  may(ctx, 'read')
  const rows = await tx(ctx, async (sql) => {
    const found = await readCase(sql, sessionId, ctx)
    mayOpenCase(ctx, found)
    return found
  })
  const { acts, pauses, handler_name } = rows.row
  const document = documentationOf({
    rows,
    engineer: handler_name,
    ended_at: new Date().toISOString(),
    active_minutes: activeMinutes(acts, pauses),
    said: null,
    include_steps: true,
  })
  const clean = await withoutSecrets(document)
  return { text: asText(clean), markdown: asMarkdown(clean) }
}

/** A part is looked through whole: what is asked in one line may be told in the next. */
export async function withoutSecrets(document: Document): Promise<Document> {
  return { ...document, sections: await redactLeaves(document.sections) }
}
