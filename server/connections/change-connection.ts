import type { InferOutput } from 'valibot'
import type { connectionChange } from '../../shared/contracts/connections.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { publish } from '../events/publish.ts'
import { checkSiteUrl } from '../psa/guard.ts'
import { forgetLists } from './kept-list-queries.ts'
import { type KeyPair, keysOf } from './provider-for.ts'
import {
  type ConnectionRow,
  forgetBreaker,
  lockConnection,
  type SealedRow,
  selectSealed,
  updateConnection,
} from './queries.ts'
import { keyHint, sealKeys } from './seal-keys.ts'
import { tryConnection, type Wanted } from './try-connection.ts'

type Change = InferOutput<typeof connectionChange>

/** Changes what is given. A new site, company or key is tried first, and starts the connection's health afresh. */
export async function changeConnection(ctx: Ctx, id: string, change: Change): Promise<ConnectionRow> {
  may(ctx, 'administer')
  const before = await tx(ctx, (sql) => selectSealed(sql, id))
  if (!before) throw new Problem('not_found')
  const wanted = await wantedOf(ctx, change, before)
  if (wanted.rekeyed) await tryConnection(ctx, wanted)
  return tx(ctx, async (sql) => {
    // locked before it is read: what was half given was completed from what stood, and was tried with that
    const now = (await lockConnection(sql, id)) ? await selectSealed(sql, id) : undefined
    if (!now) throw new Problem('not_found')
    const moved = now.keys_changed_at !== before.keys_changed_at
    if (wanted.rekeyed && moved) throw new Problem('conflict')
    return keep(ctx, sql, wanted, change, now)
  })
}

/** The connection as it is to be. `new_keys`: null where the pair stays. */
type ToBe = Wanted & { new_keys: KeyPair | null; moves: boolean; renamed: boolean; rekeyed: boolean }

async function wantedOf(ctx: Ctx, change: Change, before: SealedRow): Promise<ToBe> {
  const site_url = siteOf(ctx, change, before)
  const moves = site_url !== before.site_url
  refuseKeysOnTheMove(change, moves)
  const new_keys = await newKeysOf(ctx, change, before)
  const { company_id = before.company_id, client_id = before.client_id } = change
  const renamed = company_id !== before.company_id || client_id !== before.client_id
  const { id, kind } = before
  const rekeyed = new_keys !== null || moves || renamed
  const keys = new_keys ?? (rekeyed ? await keysOf(ctx.world, before) : { public_key: '', private_key: '' })
  return { id, kind, site_url, company_id, client_id, keys, new_keys, moves, renamed, rekeyed }
}

async function keep(
  ctx: Ctx,
  sql: TransactionSql,
  { id, site_url, company_id, client_id, new_keys, moves, renamed, rekeyed }: ToBe,
  change: Change,
  before: SealedRow,
): Promise<ConnectionRow> {
  const fields = {
    name: change.name ?? before.name,
    ...(renamed ? { site: { ...before.site, company_id, client_id } } : {}),
    ...(new_keys
      ? { keys_sealed: await sealKeys(ctx, new_keys), public_key_hint: keyHint(new_keys.public_key) }
      : {}),
    ...(moves ? { site_url, pod_origins: [site_url], pod_setup_id: null } : {}),
  }
  if (rekeyed) {
    await forgetBreaker(sql, id)
    await forgetLists(sql, id)
    await publish(sql, ctx.account_id, 'delivery.changed', { connection_id: id })
  }
  const connection = await updateConnection(sql, id, fields, rekeyed)
  if (!connection) throw new Problem('not_found')
  await record(sql, ctx, {
    action: 'connection.changed',
    subject_kind: 'connection',
    subject_id: id,
    result: 'ok',
    detail: { changed: Object.keys(change), site_url: connection.site_url },
  })
  return connection
}

/** The pair as it is to be, null when neither changes. The old pair is opened only where half of it stays. */
async function newKeysOf(
  ctx: Ctx,
  { public_key, private_key }: Change,
  before: SealedRow,
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
