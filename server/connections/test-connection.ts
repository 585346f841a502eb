import type { ConnectionTest } from '../../shared/contracts/connections.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { limitTests } from './limit-tests.ts'
import { mapMembersByEmail } from './member-mapping.ts'
import { type Connected, providerFor } from './provider-for.ts'
import { forgetMemberRefused, setHealthy } from './queries.ts'

/** Asks the PSA what the keys can do. When it passes, a connection on hold is free again and people are mapped. */
export async function testConnection(ctx: Ctx, id: string): Promise<ConnectionTest> {
  may(ctx, 'administer')
  await limitTests(ctx, 'test')
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
        lacking: result.rights
          .filter(({ kind, have }) => kind === 'read' && have === 'no')
          .map(({ need }) => need),
        beyond: result.rights
          .filter(({ kind, have }) => kind === 'beyond' && have === 'yes')
          .map(({ need }) => need),
      },
    })
    return freed
  })
  if (freed) ctx.world.log.info({ connection_id: id }, 'connection is free again')
  return { ...result, members_mapped: result.ok ? await mapMembers(ctx, connected) : null }
}

/** A test that passed stays passed where the members cannot be listed. */
async function mapMembers(ctx: Ctx, connected: Connected): Promise<number | null> {
  try {
    return await mapMembersByEmail(ctx, connected)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    ctx.world.log.warn(
      { connection_id: connected.connection.id, code: error.code },
      'members could not be listed',
    )
    return null
  }
}

async function connectedOr404(ctx: Ctx, id: string): Promise<Connected> {
  try {
    return await providerFor(ctx, id)
  } catch (error) {
    if (error instanceof Problem && error.code === 'no_connection') throw new Problem('not_found')
    throw error
  }
}
