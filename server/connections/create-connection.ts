import { v7 as newId } from 'uuid'
import type { InferOutput } from 'valibot'
import type { newConnection } from '../../shared/contracts/connections.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { checkSiteUrl } from '../psa/guard.ts'
import { type ConnectionRow, insertConnection, selectConnections } from './queries.ts'
import { keyHint, sealKeys } from './seal-keys.ts'
import { tryConnection } from './try-connection.ts'

/** Connects the account to its PSA with keys that work there. They are sealed here and never come back. */
export async function createConnection(
  ctx: Ctx,
  input: InferOutput<typeof newConnection>,
): Promise<ConnectionRow> {
  may(ctx, 'administer')
  const { public_key, private_key, company_id, client_id, custom_host_confirmed, ...named } = input
  const site_url = checkSiteUrl(input.site_url, {
    confirmed: custom_host_confirmed,
    allowLoopback: ctx.world.config.ALLOW_LOOPBACK_PSA,
    vendor: ctx.world.psa.vendor(input.kind),
  })
  const site = { company_id, client_id }
  const keys = { public_key, private_key }
  const id = newId()
  if (await isConnected(ctx)) throw new Problem('connection_exists')
  await tryConnection(ctx, { id, kind: input.kind, site_url, ...site, keys })
  const row = {
    ...named,
    account_id: ctx.account_id,
    id,
    site_url,
    site,
    keys_sealed: await sealKeys(ctx, keys),
    public_key_hint: keyHint(public_key),
    pod_origins: [site_url],
  }
  return tx(ctx, async (sql) => {
    const connection = await insertConnection(sql, row)
    await record(sql, ctx, {
      action: 'connection.created',
      subject_kind: 'connection',
      subject_id: row.id,
      result: 'ok',
      detail: { site_url, company_id, custom_host_confirmed },
    })
    return connection
  })
}

const isConnected = async (ctx: Ctx) => (await tx(ctx, selectConnections)).length > 0
