import { createHmac, hkdfSync } from 'node:crypto'
import { SealBroken } from './sealing.ts'
import type { SecretKeys } from './secret-keys.ts'

const keyBytes = 32
const characters = 22

/** HMAC under a key of its own per purpose and account, made from the first secret key: another one, another hash. */
export function keyedHash(keys: SecretKeys, purpose: string, accountId: string, value: string): string {
  const secret = keys.byKid.get(keys.first)
  if (!secret) throw new SealBroken()
  const key = hkdfSync('sha256', secret, '', `keyed-hash ${purpose} ${accountId}`, keyBytes)
  return createHmac('sha256', Buffer.from(key)).update(value).digest('base64url').slice(0, characters)
}
