import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { KeyMissing, SealBroken, seal, sealAnew, unseal } from './sealing.ts'
import { loadSecretKeys, parseSecretKeys } from './secret-keys.ts'

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64')
const one = parseSecretKeys(`one:${key(1)}`)

test('what is sealed opens for the same account and purpose', async () => {
  const sealed = await seal(one, 'psa-keys', 'acme', 'canary-7F')
  expect(sealed).not.toContain('canary')
  expect(await unseal(one, 'psa-keys', 'acme', sealed)).toBe('canary-7F')
})

test.each([
  ['another account', 'psa-keys', 'zed'],
  ['another purpose', 'refresh', 'acme'],
])('refused: %s', async (_, purpose, account) => {
  const sealed = await seal(one, 'psa-keys', 'acme', 'canary')
  await expect(unseal(one, purpose, account, sealed)).rejects.toBeInstanceOf(SealBroken)
})

test('a changed header or body does not open', async () => {
  const sealed = await seal(one, 'psa-keys', 'acme', 'canary')
  const [head = '', ...rest] = sealed.split('.')
  const forged = Buffer.from(head, 'base64url').toString().replace('acme', 'zed')
  const moved = [Buffer.from(forged).toString('base64url'), ...rest].join('.')
  await expect(unseal(one, 'psa-keys', 'zed', moved)).rejects.toBeInstanceOf(SealBroken)
  const parts = sealed.split('.')
  parts[3] = `${parts[3]?.startsWith('A') ? 'B' : 'A'}${parts[3]?.slice(1)}`
  await expect(unseal(one, 'psa-keys', 'acme', parts.join('.'))).rejects.toBeInstanceOf(SealBroken)
})

test('rotation: the new key seals, the old one still opens until it is taken away', async () => {
  const old = await seal(one, 'psa-keys', 'acme', 'canary')
  const both = parseSecretKeys(`two:${key(2)},one:${key(1)}`)
  const fresh = await seal(both, 'psa-keys', 'acme', 'canary')
  expect(await unseal(both, 'psa-keys', 'acme', old)).toBe('canary')
  const two = parseSecretKeys(`two:${key(2)}`)
  expect(await unseal(two, 'psa-keys', 'acme', fresh)).toBe('canary')
  await expect(unseal(two, 'psa-keys', 'acme', old)).rejects.toBeInstanceOf(KeyMissing)
  await expect(unseal(two, 'psa-keys', 'acme', old)).rejects.toMatchObject({ kid: 'one' })
})

test('sealed anew, it opens with the first key alone, for the same account and purpose', async () => {
  const old = await seal(one, 'psa-keys', 'acme', 'canary')
  const both = parseSecretKeys(`two:${key(2)},one:${key(1)}`)
  const anew = (await sealAnew(both, 'acme', old)) ?? ''
  const two = parseSecretKeys(`two:${key(2)}`)
  expect(await unseal(two, 'psa-keys', 'acme', anew)).toBe('canary')
  await expect(unseal(two, 'refresh', 'acme', anew)).rejects.toBeInstanceOf(SealBroken)
  expect(await sealAnew(both, 'acme', anew)).toBeUndefined()
  await expect(sealAnew(both, 'zed', old)).rejects.toBeInstanceOf(SealBroken)
  await expect(sealAnew(two, 'acme', old)).rejects.toMatchObject({ kid: 'one' })
})

test('without SECRET_KEYS a key is made once, for us alone, whoever starts first', async () => {
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'flowpilot-keys-'))
  const all = await Promise.all(
    Array.from({ length: 5 }, () => loadSecretKeys({ DATA_DIR, SECRET_KEYS: undefined })),
  )
  const sealed = await seal(all[0] ?? one, 'x', 'acme', 'same')
  for (const each of all) expect(await unseal(each, 'x', 'acme', sealed)).toBe('same')
  expect((await stat(join(DATA_DIR, 'secret-keys'))).mode & 0o777).toBe(0o600)
  expect(await readFile(join(DATA_DIR, 'secret-keys'), 'utf8')).toMatch(/^local:[A-Za-z0-9+/]{43}=\n$/)
  await rm(DATA_DIR, { recursive: true })
})
