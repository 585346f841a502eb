import { exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import { v4 as randomId } from 'uuid'
import type { Config } from '../config.ts'
import type { Sql } from '../db/connect.ts'
import { addSigningKey, liveSigningKeys } from '../db/system.ts'
import {
  type AccessClaims,
  type NewAccess,
  signAccess,
  tokenAlgorithm,
  verifyAccess,
} from './access-token.ts'
import { keyedHash } from './keyed-hash.ts'
import { replaceSealed } from './sealed-queries.ts'
import { SealBroken, seal, sealAnew, unseal } from './sealing.ts'
import { loadSecretKeys, type SecretKeys } from './secret-keys.ts'

const rotateAfterS = 30 * 24 * 3600
const rereadAtMostEveryMs = 5_000
/** What stands for the account in values of the process itself. */
export const ofProcess = 'process'

export type Keys = {
  /** A JWE bound to account and purpose, such as `connection.keys`. */
  seal(purpose: string, accountId: string, value: string): Promise<string>
  /** Throws SealBroken when it was sealed for another account or purpose, or changed; KeyMissing when its key is gone. */
  unseal(purpose: string, accountId: string, sealed: string): Promise<string>
  /** What was sealed with an older key, under the first one; undefined when it is under the first already. */
  sealAnew(accountId: string, sealed: string): Promise<string | undefined>
  /** Stands for a value without giving it away: nobody without our keys can try guesses against it. */
  keyedHash(purpose: string, accountId: string, value: string): Promise<string>
  signAccess(access: NewAccess): Promise<string>
  verifyAccess(token: string): Promise<AccessClaims | undefined>
  publicKeys(): { keys: JWK[] }
  /** Reads the signing keys again and makes a new one when the newest is 30 days old. */
  refresh(): Promise<void>
}

type Live = {
  publicKeys: Map<string, { jwk: JWK; key: CryptoKey }>
  signer: { kid: string; key: CryptoKey } | undefined
  newestAt: number
}

export async function createKeys(config: Config, db: { system: Sql }): Promise<Keys> {
  const secrets = await loadSecretKeys(config)
  const issuer = config.PUBLIC_URL ?? 'flowpilot'
  let live = await readLive(db.system, secrets)
  let readAt = Date.now()

  async function reread(): Promise<void> {
    readAt = Date.now()
    live = await readLive(db.system, secrets)
  }
  /** `unless`: no new key when another process made one within these seconds. */
  async function makeKey(unless: number): Promise<void> {
    await addSigningKey(db.system, await newSigningKey(secrets), unless)
    await reread()
  }
  if (!live.signer) await makeKey(live.publicKeys.size === 0 ? rotateAfterS : 0)

  return {
    seal: (purpose, accountId, value) => seal(secrets, purpose, accountId, value),
    unseal: (purpose, accountId, sealed) => unseal(secrets, purpose, accountId, sealed),
    sealAnew: (accountId, sealed) => sealAnew(secrets, accountId, sealed),
    keyedHash: async (purpose, accountId, value) => keyedHash(secrets, purpose, accountId, value),
    signAccess: (access) => {
      if (!live.signer) throw new SealBroken()
      return signAccess(access, { ...live.signer, issuer })
    },
    verifyAccess: (token) =>
      verifyAccess(
        token,
        async ({ kid }) => {
          const known = live.publicKeys.get(String(kid))
          if (known) return known.key
          if (Date.now() - readAt > rereadAtMostEveryMs) await reread()
          const found = live.publicKeys.get(String(kid))
          if (!found) throw new SealBroken()
          return found.key
        },
        issuer,
      ),
    publicKeys: () => ({
      keys: [...live.publicKeys].map(([kid, { jwk }]) => ({ ...jwk, kid, use: 'sig', alg: tokenAlgorithm })),
    }),
    refresh: async () => {
      await reread()
      if (Date.now() - live.newestAt > rotateAfterS * 1000) await makeKey(rotateAfterS)
    },
  }
}

async function newSigningKey(secrets: SecretKeys) {
  const pair = await generateKeyPair(tokenAlgorithm, { extractable: true })
  const private_sealed = await seal(
    secrets,
    'signing',
    ofProcess,
    JSON.stringify(await exportJWK(pair.privateKey)),
  )
  return { kid: randomId(), public_jwk: { ...(await exportJWK(pair.publicKey)) }, private_sealed }
}

/** The newest key that opens with our secrets signs; every live one verifies. */
async function readLive(system: Sql, secrets: SecretKeys): Promise<Live> {
  const rows = await liveSigningKeys(system)
  const live: Live = {
    publicKeys: new Map(),
    signer: undefined,
    newestAt: Date.parse(rows[0]?.created_at ?? '') || 0,
  }
  for (const row of rows) {
    const jwk = row.public_jwk as JWK
    live.publicKeys.set(row.kid, { jwk, key: (await importJWK(jwk, tokenAlgorithm)) as CryptoKey })
    if (live.signer) continue
    const opened = await unseal(secrets, 'signing', ofProcess, row.private_sealed).catch(() => undefined)
    if (!opened) continue
    const renewed = await sealAnew(secrets, ofProcess, row.private_sealed)
    const place = { table: 'signing_keys', column: 'private_sealed' }
    if (renewed) await replaceSealed(system, place, row.private_sealed, renewed)
    live.signer = { kid: row.kid, key: (await importJWK(JSON.parse(opened), tokenAlgorithm)) as CryptoKey }
  }
  return live
}
