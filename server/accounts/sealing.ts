import { CompactEncrypt, compactDecrypt } from 'jose'
import type { SecretKeys } from './secret-keys.ts'

/** A sealed value that is not ours to open: another account's or purpose's, changed, or its key is gone. */
export class SealBroken extends Error {
  constructor(cause?: unknown) {
    super('a sealed value could not be opened', { cause })
    this.name = 'SealBroken'
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
  const opened = await compactDecrypt(
    sealed,
    (header) => {
      const key = keys.byKid.get(String(header.kid))
      if (!key) throw new SealBroken()
      return key
    },
    { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
  ).catch((error: unknown) => {
    throw new SealBroken(error)
  })
  const { account, purpose: sealedFor } = opened.protectedHeader
  if (account !== accountId || sealedFor !== purpose) throw new SealBroken()
  return new TextDecoder().decode(opened.plaintext)
}
