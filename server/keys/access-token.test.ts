import { exportJWK, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose'
import { v4 as randomId } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import { createKeys, type Keys } from './keys.ts'
import { seal } from './sealing.ts'
import { parseSecretKeys } from './secret-keys.ts'

const SECRET_KEYS = `a:${Buffer.alloc(32, 1).toString('base64')}`
const secrets = parseSecretKeys(SECRET_KEYS)
const sub = randomId()
const account = randomId()
const nowS = () => Math.floor(Date.now() / 1000)

let db: TestDatabase
let keys: Keys
let ours: { kid: string; key: CryptoKey }

beforeAll(async () => {
  db = await createTestDatabase()
  // a key we hold both halves of, so that tokens can be made that the server itself never would make
  const pair = await generateKeyPair('EdDSA', { extractable: true })
  const private_sealed = await seal(
    secrets,
    'signing',
    'process',
    JSON.stringify(await exportJWK(pair.privateKey)),
  )
  ours = { kid: randomId(), key: pair.privateKey }
  const jwk = await exportJWK(pair.publicKey)
  await db.system`
    insert into signing_keys (kid, public_jwk, private_sealed) values (${ours.kid}, ${db.system.json(jwk as never)}, ${private_sealed})`
  keys = await createKeys(readConfig({ SECRET_KEYS }), db)
})
afterAll(() => db?.stop())

type Claims = Record<string, unknown>
const good = (): Claims => ({
  iss: 'flowpilot',
  aud: 'flowpilot-api',
  sub,
  jti: randomId(),
  iat: nowS(),
  exp: nowS() + 300,
  account,
  surface: 'pod',
  ticket: '48291',
})
const header = { alg: 'EdDSA', typ: 'at+jwt' }
const make = (claims: Claims, head: object = {}, key: CryptoKey | Uint8Array = ours.key) =>
  new SignJWT(claims).setProtectedHeader({ ...header, kid: ours.kid, ...head } as never).sign(key as never)

test('a token as we make it opens', async () => {
  expect(await keys.verifyAccess(await make(good()))).toMatchObject({
    sub,
    account,
    surface: 'pod',
    ticket: '48291',
  })
  const own = await keys.signAccess({ sub, account, surface: 'app' })
  expect(await keys.verifyAccess(own)).toMatchObject({ sub, account, surface: 'app' })
})

const without = (name: string) => {
  const { [name]: _, ...rest } = good()
  return rest
}
test.each<[string, () => Promise<string>]>([
  ['no exp', () => make(without('exp'))],
  ['no iat', () => make(without('iat'))],
  ['no sub', () => make(without('sub'))],
  ['no jti', () => make(without('jti'))],
  ['no account', () => make(without('account'))],
  ['no issuer', () => make(without('iss'))],
  ['no audience', () => make(without('aud'))],
  ['expired a minute ago', () => make({ ...good(), iat: nowS() - 360, exp: nowS() - 60 })],
  ['issued in an hour', () => make({ ...good(), iat: nowS() + 3600, exp: nowS() + 3900 })],
  ['good for a year', () => make({ ...good(), iat: nowS() - 3600, exp: nowS() + 31_536_000 })],
  ['another issuer', () => make({ ...good(), iss: 'elsewhere' })],
  ['another audience', () => make({ ...good(), aud: 'other-api' })],
  ['another type', () => make(good(), { typ: 'JWT' })],
  ['an unknown surface', () => make({ ...good(), surface: 'root' })],
  ['an account that is no id', () => make({ ...good(), account: '*' })],
  ['a ticket that is no number', () => make({ ...good(), ticket: '1 or 1=1' })],
  ['an unknown kid', () => make(good(), { kid: 'nobody' })],
  ['another key under our kid', async () => make(good(), {}, (await generateKeyPair('EdDSA')).privateKey)],
  [
    'our public key as an HMAC secret',
    async () => make(good(), { alg: 'HS256' }, Buffer.from(JSON.stringify(keys.publicKeys().keys[0]))),
  ],
  ['no signature at all', async () => new UnsecuredJWT(good()).encode()],
  [
    'a changed body',
    async () =>
      (await make(good())).replace(
        /\.[^.]+\./,
        `.${Buffer.from(JSON.stringify({ ...good(), sub: randomId() })).toString('base64url')}.`,
      ),
  ],
  ['a cut signature', async () => (await make(good())).slice(0, -8)],
  ['words', async () => 'not.a.token'],
])('refused: %s', async (_, token) => {
  expect(await keys.verifyAccess(await token())).toBeUndefined()
})

test('published keys hold no private part', () => {
  for (const key of keys.publicKeys().keys) {
    expect(key).toMatchObject({ kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'EdDSA' })
    expect(key).not.toHaveProperty('d')
  }
})

test('a new key signs for all processes, and the one before it stays good', async () => {
  const other = await createKeys(readConfig({ SECRET_KEYS }), db)
  const before = await keys.signAccess({ sub, account, surface: 'app' })
  await db.system`update signing_keys set created_at = now() - interval '31 days'`
  await keys.refresh()
  const after = await keys.signAccess({ sub, account, surface: 'app' })
  expect(keys.publicKeys().keys).toHaveLength(2)
  await other.refresh()
  expect(await other.verifyAccess(before)).toBeDefined()
  expect(await other.verifyAccess(after)).toBeDefined()
  await db.system`update signing_keys set created_at = created_at - interval '31 days'`
  await keys.refresh()
  await other.refresh()
  expect(other.publicKeys().keys).toHaveLength(2)
  expect(await other.verifyAccess(before)).toBeUndefined()
})

test('two processes that start at once on an empty database share one key', async () => {
  const empty = await createTestDatabase()
  const all = await Promise.all(
    Array.from({ length: 4 }, () => createKeys(readConfig({ SECRET_KEYS }), empty)),
  )
  expect(await empty.system`select kid from signing_keys`).toHaveLength(1)
  const token = await all[0]?.signAccess({ sub, account, surface: 'app' })
  for (const each of all) expect(await each.verifyAccess(token ?? '')).toBeDefined()
  await empty.stop()
})

test('the private part in the database opens only with our secret', async () => {
  const [row] = await db.system`select private_sealed, public_jwk from signing_keys limit 1`
  expect(row?.private_sealed).not.toContain('"d"')
  await expect(importJWK(row?.public_jwk, 'EdDSA')).resolves.toMatchObject({ type: 'public' })
})
