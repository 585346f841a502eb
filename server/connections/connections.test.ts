import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Problem } from '../../shared/problems.ts'
import { tx } from '../ctx.ts'
import { whileOpen } from '../testing/in-flight.ts'
import { type People, people, simulatorKeys, simulatorSite } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { createConnection } from './create-connection.ts'
import { keysOf, providerFor, providerOf } from './provider-for.ts'
import { selectSealed } from './queries.ts'
import { movePods, registerPod } from './register-pod.ts'
import { sealKeys } from './seal-keys.ts'

const base = '/integrations/psa/connections'
const canary = 'canary-private-key-7731'

let world: TestWorld
let who: People
let call: ReturnType<typeof requests>

beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  call = requests(world, who)
  const { other, acme } = world.simulator.state.tenants
  for (const [tenant, publicKey, privateKey] of [
    [other, zeds.public_key, zeds.private_key],
    [acme, 'third-public', 'second-private'],
  ] as const) {
    const [key] = tenant?.keys ?? []
    if (key) tenant?.keys.push({ ...key, publicKey, privateKey })
  }
})
afterAll(() => world.stop())
beforeEach(() => world.simulator.clearFaults())

const zeds = {
  kind: 'connectwise',
  name: 'ConnectWise',
  site_url: 'https://eu.myconnectwise.net/',
  company_id: 'other',
  public_key: 'zed-public',
  private_key: canary,
  client_id: '3f2a9c54-7d1e-4b60-9a83-5c1f0e7b2d46',
}
const codeOf = (error: unknown) => (error instanceof Problem ? error.code : error)
const acme = () => `${base}/${who.connection_id}`
const setHealth = (health: string) =>
  tx(
    who.ctxFor('ada'),
    (sql) =>
      sql`update connections set health = ${health}, health_reason = 'refused' where id = ${who.connection_id}`,
  )

async function withPost(state: string, work: () => Promise<void>): Promise<void> {
  const { account_id } = who.ctxFor('ben')
  const id = randomUUID()
  await tx(
    who.ctxFor('ben'),
    (sql) =>
      sql`insert into posts ${sql({
        account_id,
        id,
        intent_key: randomUUID(),
        kind: 'note',
        order: { placement: 'internal' },
        source_kind: 'person',
        source_id: who.of.ben.id,
        placement: 'internal',
        connection_id: who.connection_id,
        ticket_id: '48291',
        user_id: who.of.ben.id,
        body: 'text',
        body_hash: id,
        tag: id.slice(0, 10),
        state,
        psa_id: '1',
        send_after: new Date().toISOString(),
        explanation: 'x',
      })}`,
  )
  try {
    await work()
  } finally {
    await world.db.admin`delete from posts where id = ${id}`
  }
}

describe('connecting', () => {
  test('an owner connects; the keys go in and never come back', async () => {
    const made = await call.as('zed')('POST', base, zeds)
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      site_url: 'https://eu.myconnectwise.net',
      public_key_hint: 'blic',
      health: 'ok',
      pod_origins: ['https://eu.myconnectwise.net'],
    })
    const listed = await call.as('zed')('GET', base)
    for (const text of [made.text, listed.text]) {
      expect(text).not.toContain(canary)
      expect(text).not.toContain('zed-public')
      expect(text).not.toContain('sealed')
    }
    const dump = await world.db
      .admin`select to_jsonb(c) as row from connections c union all select to_jsonb(a) from audit_log a`
    expect(JSON.stringify(dump)).not.toContain(canary)
    expect((await call.as('zed')('POST', base, zeds)).body).toMatchObject({ code: 'connection_exists' })
    const { id } = made.body as { id: string }
    expect((await call.as('zed')('DELETE', `${base}/${id}`)).status).toBe(204)
  })

  test('an address that is no PSA is refused, an own server only with a confirmation', async () => {
    const zed = call.as('zed')
    for (const site_url of ['http://na.myconnectwise.net', 'https://10.0.0.5', 'https://cw.zedit.example'])
      expect((await zed('POST', base, { ...zeds, site_url })).body).toMatchObject({
        code: 'site_not_allowed',
      })
    const own = { ...zeds, site_url: 'https://cw.zedit.example', custom_host_confirmed: true }
    const made = await zed('POST', base, own)
    expect(made.status).toBe(201)
    await zed('DELETE', `${base}/${(made.body as { id: string }).id}`)
  })

  test('a malformed connection is named by its fields, without its values', async () => {
    const answer = await call.as('zed')('POST', base, { ...zeds, private_key: `${canary} with spaces` })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ code: 'malformed', fields: { private_key: expect.any(String) } })
    expect(answer.text).not.toContain(canary)
  })

  test('engineers and viewers may not, and other accounts see nothing', async () => {
    for (const name of ['ben', 'vera'] as const)
      for (const [method, path, body] of [
        ['GET', base],
        ['POST', base, zeds],
        ['PATCH', acme(), { name: 'x' }],
        ['DELETE', acme()],
        ['POST', `${acme()}/test`],
        ['GET', `${acme()}/member-mappings`],
      ] as const)
        expect((await call.as(name)(method, path, body)).status, `${name} ${method} ${path}`).toBe(403)
    for (const [method, path, body] of [
      ['PATCH', '', { name: 'x' }],
      ['DELETE', ''],
      ['POST', '/test'],
      ['GET', '/member-mappings'],
    ] as const) {
      const theirs = await call.as('zed')(method, `${acme()}${path}`, body)
      const random = await call.as('zed')(method, `${base}/${randomUUID()}${path}`, body)
      expect(theirs.status).toBe(404)
      expect({ ...(theirs.body as object), request_id: '' }).toEqual({
        ...(random.body as object),
        request_id: '',
      })
    }
    expect((await call.as('zed')('GET', base)).body).toEqual({ items: [], next_cursor: null })
  })
})

describe('changing', () => {
  test('a name changes nothing else; new keys free the connection', async () => {
    await setHealth('on_hold')
    const renamed = await call.as('ada')('PATCH', acme(), { name: 'Our ConnectWise' })
    expect(renamed.body).toMatchObject({ name: 'Our ConnectWise', health: 'on_hold' })
    const rekeyed = await call.as('ada')('PATCH', acme(), { private_key: simulatorKeys.private_key })
    expect(rekeyed.body).toMatchObject({ health: 'ok', health_reason: null, public_key_hint: 'blic' })
    const { provider } = await providerFor(who.ctxFor('ben'))
    expect(await provider.ticketState('48291')).toMatchObject({ id: '48291' })
  })

  test.each([
    ['a rename', { name: 'Ours' }, 200],
    ['half a key', { public_key: simulatorKeys.public_key }, 409],
  ])('%s beside a change of keys takes nothing of it back', async (_name, given, answered) => {
    const keys = { public_key: 'second-public', private_key: 'second-private' }
    const keys_sealed = await sealKeys(who.ctxFor('ada'), keys)
    const { status } = await whileOpen(
      world,
      who.accounts.acme,
      (sql) =>
        sql`update connections set keys_sealed = ${keys_sealed}, keys_changed_at = now(),
          site = site || '{"company_id":"acme-two"}'`,
      () => call.as('ada')('PATCH', acme(), given),
    )
    expect(status).toBe(answered)
    const row = await tx(who.ctxFor('ada'), (sql) => selectSealed(sql, who.connection_id))
    expect(row).toMatchObject({ company_id: 'acme-two', ...('name' in given ? given : {}) })
    expect(await keysOf(world, row ?? { account_id: '', keys_sealed: '' })).toEqual(keys)
    await call.as('ada')('PATCH', acme(), { ...simulatorKeys, company_id: 'acme', name: 'ConnectWise' })
  })

  test('half a key is completed from the pair that stands', async () => {
    const second = { public_key: simulatorKeys.public_key, private_key: 'second-private' }
    const keys_sealed = await sealKeys(who.ctxFor('ada'), second)
    await world.db.admin`update connections set keys_sealed = ${keys_sealed} where id = ${who.connection_id}`
    expect((await call.as('ada')('PATCH', acme(), { public_key: 'third-public' })).status).toBe(200)
    const row = await tx(who.ctxFor('ada'), (sql) => selectSealed(sql, who.connection_id))
    expect(await keysOf(world, row ?? { account_id: '', keys_sealed: '' })).toEqual({
      public_key: 'third-public',
      private_key: 'second-private',
    })
    await call.as('ada')('PATCH', acme(), simulatorKeys)
  })

  test('keys that nobody can read do not follow to another site', async () => {
    const moved = await call.as('ada')('PATCH', acme(), { site_url: 'https://eu.myconnectwise.net' })
    expect(moved.body).toMatchObject({ code: 'invalid', fields: { private_key: expect.any(String) } })
    const oneKey = await call.as('ada')('PATCH', acme(), {
      site_url: 'https://eu.myconnectwise.net',
      private_key: 'another-key',
    })
    expect(oneKey.body).toMatchObject({ code: 'invalid' })
    const both = await call.as('ada')('PATCH', acme(), {
      site_url: 'https://eu.myconnectwise.net',
      ...simulatorKeys,
    })
    expect(both.body).toMatchObject({
      site_url: 'https://eu.myconnectwise.net',
      pod_origins: ['https://eu.myconnectwise.net'],
    })
    await call.as('ada')('PATCH', acme(), { site_url: simulatorSite, ...simulatorKeys })
  })

  test('a connection that posts still need stays; one without goes', async () => {
    for (const state of ['ready', 'uncertain', 'needs_human', 'blocked'])
      await withPost(state, async () => {
        expect((await call.as('ada')('DELETE', acme())).body).toMatchObject({ code: 'connection_in_use' })
      })
    const zed = who.ctxFor('zed')
    const { id } = await createConnection(zed, { ...zeds, kind: 'connectwise', custom_host_confirmed: false })
    expect((await call.as('zed')('DELETE', `${base}/${id}`)).status).toBe(204)
    expect((await call.as('zed')('DELETE', `${base}/${id}`)).status).toBe(404)
    expect(await providerFor(zed).catch(codeOf)).toBe('no_connection')
  })
})

describe('testing', () => {
  test('a passed test reports rights and frees the connection', async () => {
    await setHealth('on_hold')
    const tested = await call.as('ada')('POST', `${acme()}/test`)
    expect(tested.body).toMatchObject({
      ok: true,
      problem: null,
      version: expect.any(String),
      member: 'flowpilot',
    })
    expect((tested.body as { rights: unknown[] }).rights.length).toBeGreaterThan(3)
    expect((await call.as('ada')('GET', base)).body).toMatchObject({ items: [{ health: 'ok' }] })
  })

  test('a failed test leaves it on hold and says why', async () => {
    await setHealth('on_hold')
    for (const status of [401, 404, 500]) {
      world.simulator.addFault({ kind: 'status', status })
      const tested = await call.as('ada')('POST', `${acme()}/test`)
      expect(tested.body).toMatchObject({ ok: false, problem: expect.any(String) })
      world.simulator.clearFaults()
    }
    expect((await call.as('ada')('GET', base)).body).toMatchObject({ items: [{ health: 'on_hold' }] })
    await setHealth('ok')
  })

  test('a right that is lacking is named', async () => {
    world.simulator.addFault({ kind: 'status', status: 403, match: { path: '/service/tickets' } })
    const tested = await call.as('ada')('POST', `${acme()}/test`)
    expect(tested.body).toMatchObject({ ok: false, problem: expect.stringContaining('Service Tickets') })
  })

  test('every act leaves its line in the audit log', async () => {
    const rows = await world.db.admin<{ action: string }[]>`
      select distinct action from audit_log where account_id = ${who.accounts.acme} and subject_kind = 'connection'`
    const actions = rows.map((row) => row.action)
    for (const action of ['connection.changed', 'connection.tested']) expect(actions).toContain(action)
  })
})

describe('the provider of a connection', () => {
  test('a foreign or unknown connection is none', async () => {
    expect(await providerFor(who.ctxFor('zed'), who.connection_id).catch(codeOf)).toBe('no_connection')
    expect(await providerOf(world, who.accounts.zed, who.connection_id).catch(codeOf)).toBe('no_connection')
    expect((await providerOf(world, who.accounts.acme, who.connection_id)).connection).not.toHaveProperty(
      'keys_sealed',
    )
  })

  test('keys sealed for another account do not open', async () => {
    const stolen = await world.keys.seal('psa-keys', who.accounts.zed, JSON.stringify(simulatorKeys))
    const [before] = await world.db.admin<
      { keys_sealed: string }[]
    >`select keys_sealed from connections where id = ${who.connection_id}`
    await world.db.admin`update connections set keys_sealed = ${stolen} where id = ${who.connection_id}`
    await expect(providerFor(who.ctxFor('ben'))).rejects.toThrow()
    await world.db
      .admin`update connections set keys_sealed = ${before?.keys_sealed ?? ''} where id = ${who.connection_id}`
  })

  const setups = () => world.simulator.state.tenants.acme?.hostedSetups ?? []

  test('the pod is registered once, at an address that names nobody', async () => {
    const ada = call.as('ada')
    const first = await ada('POST', `${acme()}/register-pod`)
    expect(first.status).toBe(200)
    const { setup_id, pod_url } = first.body as { setup_id: string; pod_url: string }
    expect(pod_url).toMatch(/\/pod\/[0-9a-f]{20}\?id=\[cw_id\]&screen=\[cw_screen\]$/)
    expect((await ada('POST', `${acme()}/register-pod`)).body).toEqual({ setup_id, pod_url })
    expect(setups().map(({ url }) => url)).toEqual([pod_url])
    const { body } = await ada('GET', '/integrations/psa/connections')
    expect((body as { items: unknown[] }).items[0]).toMatchObject({ pod_url })
    expect((await call.as('ben')('POST', `${acme()}/register-pod`)).status).toBe(403)
  })

  test('a pod of before it had a key moves by itself, and the setup stays the same', async () => {
    const { setup_id, pod_url } = await registerPod(who.ctxFor('ada'))
    const [setup] = setups()
    if (setup) setup.url = 'http://127.0.0.1:8787/pod/acme?id=[cw_id]'
    await world.db.admin`update connections set pod_url = null where id = ${who.connection_id}`
    await movePods(world, who.accounts.acme)
    expect(setups().map(({ id, url }) => [String(id), url])).toEqual([[setup_id, pod_url]])
    world.simulator.addFault({ kind: 'status', status: 403 })
    await movePods(world, who.accounts.acme)
    await world.db.admin`update connections set pod_url = null where id = ${who.connection_id}`
    // refused: it is tried again, and nothing breaks
    await movePods(world, who.accounts.acme)
    world.simulator.clearFaults()
    await movePods(world, who.accounts.acme)
    const [row] = await world.db.admin`select pod_url from connections where id = ${who.connection_id}`
    expect(row).toEqual({ pod_url })
  })
})

test('removed, its finished posts stay in the books and nothing else', async () => {
  await withPost('verified', async () => {
    await (await providerFor(who.ctxFor('ben'))).provider.ticketState('48291')
    expect((await call.as('ada')('DELETE', acme())).status).toBe(204)
    const posts = await world.db
      .admin`select connection_id from posts where account_id = ${who.accounts.acme}`
    expect(posts.map((row) => row.connection_id)).toEqual([null])
    expect(
      (await world.db.admin`select 1 from member_mappings where account_id = ${who.accounts.acme}`).count,
    ).toBe(0)
  })
})
