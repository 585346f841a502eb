import type { InferOutput } from 'valibot'
import type { connectionChange } from '../../shared/contracts/connections.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../accounts/audit.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { checkSiteUrl } from '../psa/guard.ts'
import { keysOf } from './provider-for.ts'
import { type ConnectionRow, forgetBreaker, selectSealed, updateConnection } from './queries.ts'
import { keyHint, sealKeys } from './seal-keys.ts'

type Change = InferOutput<typeof connectionChange>

/** Changes what is given. A new site, company or key starts the connection's health afresh. */
export async function changeConnection(ctx: Ctx, id: string, change: Change): Promise<ConnectionRow> {
  may(ctx, 'administer')
  const before = await tx(ctx, (sql) => selectSealed(sql, id))
  if (!before) throw new Problem('not_found')
  const site_url = siteOf(ctx, change, before.site_url)
  refuseKeysOnTheMove(change, site_url !== before.site_url)
  const newKeys = change.public_key !== undefined || change.private_key !== undefined
  const known = await keysOf(ctx.world, before)
  const keys = {
    public_key: change.public_key ?? known.public_key,
    private_key: change.private_key ?? known.private_key,
  }
  const fields = {
    name: change.name ?? before.name,
    site_url,
    company_id: change.company_id ?? before.company_id,
    client_id: change.client_id ?? before.client_id,
    keys_sealed: newKeys ? await sealKeys(ctx, keys) : before.keys_sealed,
    public_key_hint: keyHint(keys.public_key),
    pod_origins: site_url === before.site_url ? before.pod_origins : [site_url],
    pod_setup_id: site_url === before.site_url ? before.pod_setup_id : null,
  }
  const rekeyed =
    newKeys ||
    (['site_url', 'company_id', 'client_id'] as const).some((name) => fields[name] !== before[name])
  return tx(ctx, async (sql) => {
    if (rekeyed) await forgetBreaker(sql, id)
    const connection = await updateConnection(sql, id, fields, rekeyed)
    if (!connection) throw new Problem('not_found')
    await record(sql, ctx, {
      action: 'connection.changed',
      subject_kind: 'connection',
      subject_id: id,
      result: 'ok',
      detail: { changed: Object.keys(change), site_url },
    })
    return connection
  })
}

function siteOf(ctx: Ctx, change: Change, before: string): string {
  if (change.site_url === undefined) return before
  const confirmed = change.custom_host_confirmed ?? false
  const site = checkSiteUrl(change.site_url, {
    confirmed: true,
    allowLoopback: ctx.world.config.ALLOW_LOOPBACK_PSA,
  })
  return site === before
    ? before
    : checkSiteUrl(change.site_url, { confirmed, allowLoopback: ctx.world.config.ALLOW_LOOPBACK_PSA })
}

/** Keys that nobody can read must not be sent to another host by naming it. */
function refuseKeysOnTheMove(change: Change, moves: boolean): void {
  if (!moves || (change.public_key !== undefined && change.private_key !== undefined)) return
  throw new Problem('invalid', 'Enter both keys again when the site changes.', {
    fields: { private_key: 'Enter both keys again when the site changes.' },
  })
}
