import type { DocumentationPreview, DocumentationWords } from '../../shared/contracts/closings.ts'
import { settingsOf } from '../connections/flowpilot-settings.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { readCase } from '../sessions/case-queries.ts'
import { mayOpenCase } from '../sessions/load-session.ts'
import { documentCase } from './document-case.ts'
import { mayClose } from './may-close.ts'
import { saidIn } from './prepare-closing.ts'
import { asText } from './render.ts'

/** The note as closing the case with these words would write it now. */
export async function previewDocumentation(
  ctx: Ctx,
  sessionId: string,
  words: DocumentationWords,
): Promise<DocumentationPreview> {
  may(ctx, 'work')
  const { rows, settings } = await tx(ctx, async (sql) => {
    const rows = await readCase(sql, sessionId, ctx)
    mayOpenCase(ctx, rows)
    await mayClose(ctx, sql, rows.row)
    return { rows, settings: await settingsOf(sql, rows.row.psa_connection_id) }
  })
  const { include_steps } = settings
  const ended_at = new Date().toISOString()
  return { text: asText(await documentCase(rows, { said: saidIn(words), include_steps, ended_at })) }
}
