import { afterAll, beforeAll, expect, test } from 'vitest'
import { otherKeys } from '../simulator/seed/constants.ts'
import { changeConnection } from './connections/change-connection.ts'
import { removeConnection } from './connections/remove-connection.ts'
import type { Ctx } from './ctx.ts'
import { tx } from './ctx.ts'
import { findAccountByKey } from './db/system.ts'
import { seedDemo } from './demo-seed.ts'
import { createTestWorld, type TestWorld } from './testing/world.ts'

const [here, elsewhere] = ['http://127.0.0.1:8788', 'http://127.0.0.1:18788']
let world: TestWorld
beforeAll(async () => {
  world = await createTestWorld()
})
afterAll(() => world?.stop())

async function ada(): Promise<Ctx> {
  const account_id = (await findAccountByKey(world.db.system, 'acme')) ?? ''
  const [row] = await tx({ world, account_id }, (sql) => sql`select id, name from users where role = 'owner'`)
  const user = { id: String(row?.id), name: String(row?.name), role: 'owner' as const }
  return { world, account_id, user, request_id: 'test', surface: 'app', pod_ticket_id: null }
}
const connections = async () => {
  const ctx = await ada()
  return tx(
    ctx,
    (sql) => sql`select id, site_url, company_id, public_key_hint, pod_setup_id from connections`,
  ).then((rows) => [...rows])
}

test('the first start connects Acme to the simulator, later ones follow it to another port', async () => {
  expect(await seedDemo(world, here)).toBe(here)
  const [made] = await connections()
  expect(made).toMatchObject({ site_url: here, pod_setup_id: expect.any(String) })
  expect(await seedDemo(world, here)).toBe(here)
  expect(await connections()).toEqual([made])
  expect(await seedDemo(world, elsewhere)).toBe(elsewhere)
  expect(await connections()).toMatchObject([{ id: made?.id, site_url: elsewhere }])
})

test('a connection that a person entered stays, and its PSA is not touched', async () => {
  const [own] = await connections()
  const site = {
    site_url: 'https://eu.myconnectwise.net',
    company_id: otherKeys.companyId,
    client_id: '11111111-2222-4333-8444-555555555555',
    public_key: otherKeys.publicKey,
    private_key: otherKeys.privateKey,
  }
  await changeConnection(await ada(), own?.id ?? '', site)
  const entered = await connections()
  world.simulator.addFault({ kind: 'unreachable' })
  expect(await seedDemo(world, here)).toBe(site.site_url)
  expect(await connections()).toEqual(entered)
  expect(entered).toMatchObject([{ site_url: site.site_url, pod_setup_id: null }])
  world.simulator.clearFaults()
})

test('keys that a person entered for a simulator stay too', async () => {
  const [entered] = await connections()
  const keys = { public_key: otherKeys.publicKey, private_key: otherKeys.privateKey }
  await changeConnection(await ada(), entered?.id ?? '', {
    site_url: elsewhere,
    custom_host_confirmed: true,
    ...keys,
  })
  const before = await connections()
  expect(await seedDemo(world, here)).toBe(elsewhere)
  expect(await connections()).toEqual(before)
})

test('removed, the demo’s own is back', async () => {
  const [entered] = await connections()
  await removeConnection(await ada(), entered?.id ?? '')
  expect(await seedDemo(world, here)).toBe(here)
  expect(await connections()).toMatchObject([{ site_url: here, company_id: 'acme' }])
})
