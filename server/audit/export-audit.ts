import type { AuditFilters, AuditFormat } from '../../shared/contracts/audit.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { limit } from '../limits.ts'
import { formats } from './line-formats.ts'
import { selectLines } from './queries.ts'
import { record } from './record.ts'

const batch = 1_000
const mostLines = 100_000
const exportsPerHour = 20

type Sizes = { batch: number; mostLines: number }

/**
 * The trail as a file, read in batches as the reader takes them: nothing of the database is held open for a slow one.
 * That it was taken out stands in the trail before its first byte goes.
 */
export async function exportAudit(
  ctx: Ctx,
  filters: AuditFilters,
  format: AuditFormat,
  sizes: Sizes = { batch, mostLines },
): Promise<ReadableStream<Uint8Array>> {
  may(ctx, 'administer')
  await limit(ctx.world, `audit:export:${ctx.account_id}`, exportsPerHour, 3600)
  await tx(ctx, (sql) =>
    record(sql, ctx, {
      action: 'audit.exported',
      subject_kind: 'account',
      subject_id: ctx.account_id,
      result: 'ok',
      detail: { format, ...filters },
    }),
  )
  const encoder = new TextEncoder()
  const { head, line, cut } = formats[format]
  let last: string | null = null
  let sent = 0
  return new ReadableStream({
    start: (controller) => {
      if (head) controller.enqueue(encoder.encode(head))
    },
    pull: async (controller) => {
      const room = Math.min(sizes.batch, sizes.mostLines - sent)
      const after = last
      // one more tells whether anything is left
      const lines = await tx(ctx, (sql) => selectLines(sql, filters, after, room + 1))
      const shown = lines.slice(0, room)
      sent += shown.length
      last = shown.at(-1)?.id ?? last
      controller.enqueue(encoder.encode(shown.map(line).join('')))
      if (lines.length > room && sent < sizes.mostLines) return
      if (lines.length > room) controller.enqueue(encoder.encode(cut(sizes.mostLines)))
      controller.close()
    },
  })
}
