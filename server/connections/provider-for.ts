import * as v from 'valibot'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import { inAccount } from '../db/tx.ts'
import type { PsaProvider } from '../psa/provider.ts'
import type { World } from '../world.ts'
import { type ConnectionRow, selectSealed } from './queries.ts'

/** What keys are sealed for; a value sealed for anything else does not open here. */
export const keysPurpose = 'psa-keys'

const keyPair = v.object({ public_key: v.string(), private_key: v.string() })
export type KeyPair = v.InferOutput<typeof keyPair>

export type Connected = { connection: ConnectionRow; provider: PsaProvider }

/** The PSA of whoever asks: the account's connection, or the one that is named. Throws no_connection. */
export async function providerFor(ctx: Ctx, connectionId?: string): Promise<Connected> {
  const row = await tx(ctx, (sql) => selectSealed(sql, connectionId))
  return open(ctx.world, row)
}

/** The same for work that no request waits for. */
export async function providerOf(world: World, accountId: string, connectionId: string): Promise<Connected> {
  const row = await inAccount(world.db.app, accountId, (sql) => selectSealed(sql, connectionId))
  return open(world, row)
}

export async function keysOf(
  world: World,
  row: { account_id: string; keys_sealed: string },
): Promise<KeyPair> {
  const opened = await world.keys.unseal(keysPurpose, row.account_id, row.keys_sealed)
  return v.parse(keyPair, JSON.parse(opened))
}

async function open(world: World, row: Awaited<ReturnType<typeof selectSealed>>): Promise<Connected> {
  if (!row) throw new Problem('no_connection')
  const { keys_sealed: _, ...connection } = row
  return { connection, provider: world.psa.provider({ ...connection, ...(await keysOf(world, row)) }) }
}
