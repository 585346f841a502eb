import type { InferOutput } from 'valibot'
import type { connectionChange } from '../../shared/contracts/connections.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { publish } from '../events/publish.ts'
import { checkSiteUrl } from '../psa/guard.ts'
import { type KeyPair, keysOf } from './provider-for.ts'
import {
  type ConnectionRow,
  forgetBreaker,
  lockConnection,
  selectSealed,
  updateConnection,
} from './queries.ts'
import { keyHint, sealKeys } from './seal-keys.ts'

type Change = InferOutput<typeof connectionChange>

/** Changes what is given. A new site, company or key starts the connection's health afresh. */
export async function changeConnection(ctx: Ctx, id: string, change: Change): Promise<ConnectionRow> {
  may(ctx, 'administer')
  return tx(ctx, async (sql) => {
    // locked before it is read: what is half given is completed from what stands, not from what stood
    const before = (await lockConnection(sql, id)) ? await selectSealed(sql, id) : undefined
    if (!before) throw new Problem('not_found')
    const site_url = siteOf(ctx, change, before)
    const moves = site_url !== before.site_url
    refuseKeysOnTheMove(change, moves)
    const keys = await newKeysOf(ctx, change, before)
    const { name = before.name, company_id = before.company_id, client_id = before.client_id } = change
    const names = { company_id, client_id }
    const renamed = company_id !== before.company_id || client_id !== before.client_id
    const fields = {
      name,
      ...(renamed ? { site: { ...before.site, ...names } } : {}),
      ...(keys ? { keys_sealed: await sealKeys(ctx, keys), public_key_hint: keyHint(keys.public_key) } : {}),
      ...(moves ? { site_url, pod_origins: [site_url], pod_setup_id: null } : {}),
    }
    const rekeyed = keys !== null || moves || renamed
    if (rekeyed) {
      await forgetBreaker(sql, id)
      await publish(sql, ctx.account_id, 'delivery.changed', { connection_id: id })
    }
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

/** The pair as it is to be, null when neither changes. The old pair is opened only where half of it stays. */
async function newKeysOf(
  ctx: Ctx,
  { public_key, private_key }: Change,
  before: NonNullable<Awaited<ReturnType<typeof selectSealed>>>,
): Promise<KeyPair | null> {
  if (public_key === undefined && private_key === undefined) return null
  if (public_key !== undefined && private_key !== undefined) return { public_key, private_key }
  const known = await keysOf(ctx.world, before)
  return { public_key: public_key ?? known.public_key, private_key: private_key ?? known.private_key }
}

function siteOf(ctx: Ctx, change: Change, { kind, site_url: before }: ConnectionRow): string {
  if (change.site_url === undefined) return before
  const rules = {
    allowLoopback: ctx.world.config.ALLOW_LOOPBACK_PSA,
    vendor: ctx.world.psa.vendor(kind),
  }
  const confirmed = change.custom_host_confirmed ?? false
  const site = checkSiteUrl(change.site_url, { ...rules, confirmed: true })
  return site === before ? before : checkSiteUrl(change.site_url, { ...rules, confirmed })
}

/** Keys that nobody can read must not be sent to another host by naming it. */
function refuseKeysOnTheMove(change: Change, moves: boolean): void {
  if (!moves || (change.public_key !== undefined && change.private_key !== undefined)) return
  throw new Problem('invalid', 'Enter both keys again when the site changes.', {
    fields: { private_key: 'Enter both keys again when the site changes.' },
  })
}
