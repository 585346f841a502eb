import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { countOpenPosts, deleteConnection, lockConnection } from './queries.ts'

/** Forgets a connection, its keys, mappings and snapshots; refused while posts still need it. */
export async function removeConnection(ctx: Ctx, id: string): Promise<void> {
  may(ctx, 'administer')
  await tx(ctx, async (sql) => {
    // Locked, a new post has to wait for us, and then finds no connection.
    if (!(await lockConnection(sql, id))) throw new Problem('not_found')
    const waiting = await countOpenPosts(sql, id)
    if (waiting > 0) throw new Problem('connection_in_use', undefined, { extra: { waiting } })
    await deleteConnection(sql, id)
    await record(sql, ctx, {
      action: 'connection.removed',
      subject_kind: 'connection',
      subject_id: id,
      result: 'ok',
    })
  })
}
