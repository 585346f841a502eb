import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose'
import type { SecretKeys } from './secret-keys.ts'

/** A sealed value that is not ours to open: another account's or purpose's, changed, or its key is gone. */
export class SealBroken extends Error {
  constructor(cause?: unknown, message = 'a sealed value could not be opened') {
    super(message, { cause })
    this.name = 'SealBroken'
  }
}

/** The key it was sealed with is not among SECRET_KEYS. */
export class KeyMissing extends SealBroken {
  readonly kid: string

  constructor(kid: string) {
    super(undefined, `SECRET_KEYS has no key ${kid}, with which a value in the database is sealed`)
    this.name = 'KeyMissing'
    this.kid = kid
  }
}

export async function seal(
  keys: SecretKeys,
  purpose: string,
  accountId: string,
  value: string,
): Promise<string> {
  const key = keys.byKid.get(keys.first)
  if (!key) throw new SealBroken()
  return new CompactEncrypt(new TextEncoder().encode(value))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: keys.first, account: accountId, purpose })
    .encrypt(key)
}

/** The header is authentic after decrypting, but jose accepts any row's: whose it is must be compared here. */
export async function unseal(
  keys: SecretKeys,
  purpose: string,
  accountId: string,
  sealed: string,
): Promise<string> {
  const { header, value } = await open(keys, sealed)
  if (header.account !== accountId || header.purpose !== purpose) throw new SealBroken()
  return value
}

/** The same under the first key, for the same account and purpose; undefined when it is under the first already. */
export async function sealAnew(
  keys: SecretKeys,
  accountId: string,
  sealed: string,
): Promise<string | undefined> {
  if (kidOf(sealed) === keys.first) return undefined
  const { header, value } = await open(keys, sealed)
  if (header.account !== accountId) throw new SealBroken()
  return seal(keys, String(header.purpose), accountId, value)
}

async function open(keys: SecretKeys, sealed: string) {
  const kid = kidOf(sealed)
  const key = keys.byKid.get(kid)
  if (!key) throw new KeyMissing(kid)
  const { protectedHeader, plaintext } = await compactDecrypt(sealed, key, {
    keyManagementAlgorithms: ['dir'],
    contentEncryptionAlgorithms: ['A256GCM'],
  }).catch((error: unknown) => {
    throw new SealBroken(error)
  })
  return { header: protectedHeader as Record<string, unknown>, value: new TextDecoder().decode(plaintext) }
}

/** Read before anything is proven: good for choosing the key, and nothing else. */
function kidOf(sealed: string): string {
  try {
    const { kid } = decodeProtectedHeader(sealed)
    if (typeof kid === 'string' && /^[A-Za-z0-9_-]{1,32}$/.test(kid)) return kid
  } catch (error) {
    throw new SealBroken(error)
  }
  throw new SealBroken()
}
