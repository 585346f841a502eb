import * as v from 'valibot'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import { inAccount } from '../db/tx.ts'
import { KeyMissing } from '../keys/sealing.ts'
import type { PsaProvider } from '../psa/provider.ts'
import type { World } from '../world.ts'
import { type ConnectionRow, type SealedRow, selectSealed, setResealed } from './queries.ts'
import { noteKeyUse } from './record-key-use.ts'

/** What keys are sealed for; a value sealed for anything else does not open here. */
export const keysPurpose = 'psa-keys'

const keyPair = v.object({ public_key: v.string(), private_key: v.string() })
export type KeyPair = v.InferOutput<typeof keyPair>

/** `psa`: its name in sentences for people. */
export type Connected = { connection: ConnectionRow; provider: PsaProvider; psa: string }

/**
 * The PSA of whoever asks: the account's connection, or the one that is named. Opened once per request. Throws
 * no_connection.
 */
export async function providerFor(ctx: Ctx, connectionId?: string): Promise<Connected> {
  const known = await ctx.connected
  if (known && (connectionId === undefined || known.connection.id === connectionId)) return known
  const opened = tx(ctx, (sql) => selectSealed(sql, connectionId)).then((row) =>
    openConnection(ctx.world, row, ctx.user.id),
  )
  ctx.connected = opened.catch(() => undefined)
  return opened
}

/** The same for work that no request waits for. */
export async function providerOf(world: World, accountId: string, connectionId: string): Promise<Connected> {
  const row = await inAccount(world.db, accountId, (sql) => selectSealed(sql, connectionId))
  return openConnection(world, row, null)
}

/** Of a PSA whose keys are a pair. */
export const keysOf = async (world: World, row: Sealed): Promise<KeyPair> =>
  v.parse(keyPair, await credentialsOf(world, row))

type Sealed = { account_id: string; keys_sealed: string }

/** What the vendor's schema reads. Throws secret_key_missing, which names the key and the way out. */
async function credentialsOf(world: World, row: Sealed): Promise<unknown> {
  try {
    return JSON.parse(await world.keys.unseal(keysPurpose, row.account_id, row.keys_sealed))
  } catch (error) {
    if (!(error instanceof KeyMissing)) throw error
    const says =
      `The keys of this connection are sealed with the key ${error.kid}, which is not in SECRET_KEYS any more. ` +
      'The operator can put it back, or an admin can enter both keys again in Settings.'
    throw new Problem('secret_key_missing', says, { cause: error })
  }
}

/** For whoever read the row with more beside it. */
export async function openConnection(
  world: World,
  row: SealedRow | undefined,
  user_id: string | null,
): Promise<Connected> {
  if (!row) throw new Problem('no_connection')
  const { keys_sealed, site, ...connection } = row
  const credentials = await credentialsOf(world, row)
  const renewed = await world.keys.sealAnew(row.account_id, keys_sealed)
  if (renewed)
    world.background.run(
      'seal keys anew',
      inAccount(world.db, row.account_id, (sql) => setResealed(sql, keys_sealed, renewed)),
    )
  noteKeyUse(world, { account_id: row.account_id, connection_id: row.id, user_id })
  const { id, account_id, kind, site_url: url } = connection
  const provider = world.psa.provider({ id, account_id, kind, site: { ...site, url }, credentials })
  return { connection, provider, psa: world.psa.vendor(kind).name }
}
