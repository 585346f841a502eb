import type { Ctx } from '../ctx.ts'
import { type KeyPair, keysPurpose } from './provider-for.ts'

export function sealKeys(ctx: Pick<Ctx, 'world' | 'account_id'>, keys: KeyPair): Promise<string> {
  return ctx.world.keys.seal(keysPurpose, ctx.account_id, JSON.stringify(keys))
}

/** Enough to tell two keys apart. */
export function keyHint(publicKey: string): string {
  return publicKey.slice(-4)
}
