import { selectAuthor } from '../../connections/mapping-queries.ts'
import type { Ctx } from '../../ctx.ts'
import type { TransactionSql } from '../../db/connect.ts'
import type { NewNote } from '../enqueue.ts'
import { textHash } from '../same-text.ts'

/** What a note's row has beside that of any other write: its words, under whose name, for whom. */
export async function noteRow(ctx: Ctx, sql: TransactionSql, { connection_id, placement, text }: NewNote) {
  const member = await selectAuthor(sql, connection_id, ctx.user.id)
  const line = `${ctx.user.name}:`
  return {
    kind: 'note' as const,
    order: { placement },
    placement,
    member_identifier: member?.member_identifier ?? null,
    body: member ? text : `${line}\n${text}`,
    author_line: member ? line : null,
    body_hash: textHash(text),
  }
}
