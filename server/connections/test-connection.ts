import type { ConnectionTest } from '../../shared/contracts/connections.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { limit } from '../limits.ts'
import { mapMembersByEmail } from './member-mapping.ts'
import { type Connected, providerFor } from './provider-for.ts'
import { forgetMemberRefused, setHealthy } from './queries.ts'

/** Asks the PSA what the keys can do. When it passes, a connection on hold is free again and people are mapped. */
export async function testConnection(ctx: Ctx, id: string): Promise<ConnectionTest> {
  may(ctx, 'administer')
  const { CONNECTION_TESTS_PER_MINUTE } = ctx.world.config
  await limit(
    ctx.world,
    `connection-test:${ctx.user.id}`,
    CONNECTION_TESTS_PER_MINUTE,
    60,
    `A connection is tested ${CONNECTION_TESTS_PER_MINUTE} times a minute at most. Wait a moment.`,
  )
  const connected = await connectedOr404(ctx, id)
  const result = await connected.provider.test()
  const freed = await tx(ctx, async (sql) => {
    if (result.ok) await forgetMemberRefused(sql, id)
    const freed = result.ok && (await setHealthy(sql, id, connected.connection.keys_changed_at))
    await record(sql, ctx, {
      action: 'connection.tested',
      subject_kind: 'connection',
      subject_id: id,
      result: result.ok ? 'ok' : 'failed',
      detail: {
        freed,
        lacking: result.rights.filter((right) => right.have === 'no').map((right) => right.need),
      },
    })
    return freed
  })
  if (freed) ctx.world.log.info({ connection_id: id }, 'connection is free again')
  if (result.ok) ctx.world.background.run('map members', mapMembersByEmail(ctx, connected))
  return result
}

async function connectedOr404(ctx: Ctx, id: string): Promise<Connected> {
  try {
    return await providerFor(ctx, id)
  } catch (error) {
    if (error instanceof Problem && error.code === 'no_connection') throw new Problem('not_found')
    throw error
  }
}
