import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { inAccount } from '../db/tx.ts'
import { type People, people } from '../testing/people.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { adoptProvider } from './adopt-provider.ts'
import { secretPurpose } from './oidc-provider.ts'
import { selectProvider } from './provider-queries.ts'

let world: TestWorld
let who: People
const settings = {
  OIDC_ISSUER: 'https://id.acme.example',
  OIDC_CLIENT_ID: 'flowpilot',
  OIDC_CLIENT_SECRET: 'the-secret-of-before',
  OIDC_LABEL: 'Acme ID',
  OIDC_GUESTS: 'true',
}
beforeAll(async () => {
  world = await createTestWorld({ settings })
  who = await people(world)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  await world.db.admin`update accounts set provider_adopted_at = null`
  await world.db.admin`delete from identity_providers`
  await world.db.admin`delete from email_domains`
  await world.db.admin`delete from user_identities`
})
const providerOf = (account: 'acme' | 'zed') => inAccount(world.db, who.accounts[account], selectProvider)
const domains = async () =>
  (await world.db.admin`select account_id, domain, proved_by from email_domains order by domain`).map(
    (row) => ({ ...row }),
  )

test('with several accounts the start asks whose the provider is', async () => {
  await expect(adoptProvider(world)).rejects.toMatchObject({ code: 'provider_unassigned' })
  await expect(adoptProvider(world)).rejects.toThrow('OIDC_ACCOUNT')
  expect(await providerOf('acme')).toBeUndefined()
})

test('the account that is named gets it, with the domains of its people there, once', async () => {
  await world.db.admin`
    insert into user_identities (account_id, user_id, issuer, subject)
    values (${who.accounts.acme}, ${who.of.ben.id}, ${settings.OIDC_ISSUER}, 'sub-ben')`
  const named = { ...world, config: { ...world.config, OIDC_ACCOUNT: 'acme' } }
  await adoptProvider(named)
  const row = await providerOf('acme')
  expect(row).toMatchObject({ issuer: settings.OIDC_ISSUER, label: 'Acme ID', guests: true })
  expect(await world.keys.unseal(secretPurpose, who.accounts.acme, row?.client_secret_sealed ?? '')).toBe(
    settings.OIDC_CLIENT_SECRET,
  )
  expect(await domains()).toEqual([
    { account_id: who.accounts.acme, domain: 'acme.example', proved_by: 'operator' },
  ])
  expect(await providerOf('zed')).toBeUndefined()

  await world.db.admin`delete from identity_providers`
  await adoptProvider(named)
  await adoptProvider(world)
  expect(await providerOf('acme')).toBeUndefined()
})

test('an account that is not there is asked about', async () => {
  const named = { ...world, config: { ...world.config, OIDC_ACCOUNT: 'nobody' } }
  await expect(adoptProvider(named)).rejects.toThrow('there is no account nobody')
})

test('the only account gets it without being named; without accounts it waits', async () => {
  const alone = await createTestWorld({ settings })
  try {
    await adoptProvider(alone)
    const account_id = '0190a000-0000-7000-8000-000000000001'
    await alone.db.admin`insert into accounts (account_id, key, name) values (${account_id}, 'acme', 'Acme')`
    await alone.db.admin`
      insert into users (account_id, id, name, role, email)
      values (${account_id}, ${account_id}, 'Ada', 'owner', 'Ada@Acme.example')`
    await adoptProvider(alone)
    const [row] = await alone.db.admin`
      select p.issuer, d.domain from identity_providers p join email_domains d using (account_id)`
    expect(row).toEqual({ issuer: settings.OIDC_ISSUER, domain: 'acme.example' })
  } finally {
    await alone.stop()
  }
})
