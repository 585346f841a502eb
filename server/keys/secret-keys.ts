import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'

/** Key-encryption keys by kid; `first` seals, all of them unseal. */
export type SecretKeys = { first: string; byKid: ReadonlyMap<string, Uint8Array> }

/** From SECRET_KEYS, else from `DATA_DIR/secret-keys`, which is made at the first start outside production. */
export async function loadSecretKeys(config: Pick<Config, 'SECRET_KEYS' | 'DATA_DIR'>): Promise<SecretKeys> {
  return parseSecretKeys(config.SECRET_KEYS ?? (await keptKeys(config.DATA_DIR)))
}

export function parseSecretKeys(list: string): SecretKeys {
  const pairs = list.split(',').map((pair): [string, Uint8Array] => {
    const [kid = '', key = ''] = pair.split(':')
    return [kid, Buffer.from(key, 'base64')]
  })
  const first = pairs[0]?.[0]
  if (!first || pairs.some(([, key]) => key.length !== 32))
    throw new Error('SECRET_KEYS: kid:base64 of 32 bytes, comma-separated')
  return { first, byKid: new Map(pairs) }
}

/** Written aside and linked: of two starters at once both go on with the same key. */
async function keptKeys(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true })
  const path = join(dataDir, 'secret-keys')
  const aside = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  const kept = () => readFile(path, 'utf8').then((text) => text.trim())
  const found = await kept().catch(() => '')
  if (found) return found
  await writeFile(aside, `local:${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  await link(aside, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await unlink(aside)
  return kept()
}
