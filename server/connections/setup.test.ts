import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FaultInput } from '../../simulator/faults.ts'
import { fewKeys, otherKeys, wideKeys } from '../../simulator/seed/constants.ts'
import { tx } from '../ctx.ts'
import { type People, people, simulatorClientId, simulatorKeys, simulatorSite } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { keysOf } from './provider-for.ts'
import { selectSealed } from './queries.ts'

const base = '/integrations/psa/connections'
let world: TestWorld
let who: People
let call: ReturnType<typeof requests>
beforeAll(async () => {
  world = await createTestWorld({ settings: { CONNECTION_TESTS_PER_MINUTE: '1000' } })
  who = await people(world)
  call = requests(world, who)
})
afterAll(() => world.stop())
beforeEach(() => world.simulator.clearFaults())

const pairOf = ({ publicKey, privateKey }: { publicKey: string; privateKey: string }) => ({
  public_key: publicKey,
  private_key: privateKey,
})
const zeds = {
  kind: 'connectwise',
  name: 'ConnectWise',
  site_url: simulatorSite,
  company_id: otherKeys.companyId,
  client_id: simulatorClientId,
  ...pairOf(otherKeys),
}
const acme = (rest = '') => `${base}/${who.connection_id}${rest}`
const keysNow = async () => {
  const row = await tx(who.ctxFor('ada'), (sql) => selectSealed(sql, who.connection_id))
  return row && keysOf(world, row)
}

describe('a site', () => {
  const question = { kind: 'connectwise', site_url: `${simulatorSite}/`, company_id: 'acme' }
  const ask = (more = {}) => call.as('zed')('POST', '/integrations/psa/site', { ...question, ...more })

  test('says what it is before there are keys', async () => {
    expect((await ask()).body).toEqual({
      site_url: simulatorSite,
      trouble: null,
      company_name: 'Acme MSP',
      version: 'v2026.4',
      elsewhere: null,
    })
    expect((await ask({ company_id: 'nobody' })).body).toMatchObject({ trouble: 'company_unknown' })
    world.simulator.addFault({ kind: 'html' })
    expect((await ask()).body).toMatchObject({ trouble: 'web_page' })
  })

  test('is looked for where keys may be sent, and nowhere else', async () => {
    const asked = world.simulator.requests().length
    for (const site_url of ['https://10.0.0.5', 'https://cw.zedit.example', 'not an address'])
      expect((await ask({ site_url })).body).toMatchObject({ code: 'site_not_allowed' })
    expect(world.simulator.requests()).toHaveLength(asked)
    expect((await call.as('ben')('POST', '/integrations/psa/site', question)).status).toBe(403)
  })

  test('is looked for so many times a minute', async () => {
    const slow = await createTestWorld({
      database: world.db,
      simulator: world.simulator,
      settings: { CONNECTION_TESTS_PER_MINUTE: '1' },
    })
    const again = requests(slow, who).as('ada')
    const answers = [await again('POST', '/integrations/psa/site', question)]
    answers.push(await again('POST', '/integrations/psa/site', question))
    expect(answers.map(({ status }) => status)).toEqual([200, 429])
    await slow.stop()
  })
})

describe('keys', () => {
  const troubles: [FaultInput | null, object, string][] = [
    [null, { private_key: 'wrong-private' }, 'keys_refused'],
    [null, { company_id: 'nobody' }, 'keys_refused'],
    [{ kind: 'html' }, {}, 'web_page'],
    [{ kind: 'nonsense' }, {}, 'not_understood'],
    [{ kind: 'unreachable' }, {}, 'unreachable'],
    [{ kind: 'status', status: 503 }, {}, 'failing'],
  ]
  test.each(troubles)('with %j and %j connect nobody', async (fault, more, trouble) => {
    if (fault) world.simulator.addFault(fault)
    const answer = await call.as('zed')('POST', base, { ...zeds, ...more })
    expect([answer.status, answer.body]).toMatchObject([422, { code: 'connection_not_working', trouble }])
    expect((await call.as('zed')('GET', base)).body).toMatchObject({ items: [] })
  })

  test.each(troubles.slice(1))('with %j and %j leave the working ones', async (fault, more, trouble) => {
    const before = (await call.as('ada')('GET', base)).body
    if (fault) world.simulator.addFault(fault)
    const changed = await call.as('ada')('PATCH', acme(), { ...pairOf(wideKeys), ...more })
    expect(changed.body).toMatchObject({ code: 'connection_not_working', trouble })
    world.simulator.clearFaults()
    expect((await call.as('ada')('GET', base)).body).toEqual(before)
    expect(await keysNow()).toEqual(simulatorKeys)
    expect((await call.as('ben')('GET', '/psa/tickets/48291')).status).toBe(200)
  })

  test('that work take the place of the old ones, and a name is kept without asking', async () => {
    expect((await call.as('ada')('PATCH', acme(), pairOf(wideKeys))).status).toBe(200)
    expect(await keysNow()).toEqual(pairOf(wideKeys))
    world.simulator.addFault({ kind: 'unreachable' })
    expect((await call.as('ada')('PATCH', acme(), { name: 'Ours' })).status).toBe(200)
    world.simulator.clearFaults()
    await call.as('ada')('PATCH', acme(), simulatorKeys)
  })

  test('are told apart in the report: too few, too many', async () => {
    await call.as('ada')('PATCH', acme(), pairOf(fewKeys))
    expect((await call.as('ada')('POST', acme('/test'))).body).toMatchObject({
      ok: false,
      trouble: 'right_missing',
      members_mapped: null,
    })
    await call.as('ada')('PATCH', acme(), pairOf(wideKeys))
    const { body } = await call.as('ada')('POST', acme('/test'))
    expect(body).toMatchObject({ ok: true, trouble: null })
    expect(body).toMatchObject({
      rights: expect.arrayContaining([
        expect.objectContaining({ code: 'invoices_read', kind: 'beyond', have: 'yes' }),
      ]),
    })
    await call.as('ada')('PATCH', acme(), simulatorKeys)
  })
})

test('a second connection is refused before its keys are tried', async () => {
  const asked = world.simulator.requests().length
  const second = await call.as('ada')('POST', base, { ...zeds, private_key: 'wrong-private' })
  expect(second.body).toMatchObject({ code: 'connection_exists' })
  expect(world.simulator.requests()).toHaveLength(asked)
})

test('how far a connection is set up follows from what was done', async () => {
  const made = await call.as('zed')('POST', base, zeds)
  const { id } = made.body as { id: string }
  const setup = async () => (await call.as('zed')('GET', `${base}/${id}/setup`)).body
  expect(await setup()).toEqual({ pod_registered: false, people: 1, people_mapped: 0, note: null })

  world.simulator.state.tenants.other?.members.forEach((member) => {
    if (member.identifier === 'otto') member.email = who.of.zed.email
  })
  const tested = await call.as('zed')('POST', `${base}/${id}/test`)
  expect(tested.body).toMatchObject({ ok: true, members_mapped: 1 })
  await call.as('zed')('POST', `${base}/${id}/register-pod`)
  const posted = await call.as('zed')('POST', '/posts/test-note', { intent_key: id, ticket_id: '71204' })
  expect([posted.status, posted.body]).toMatchObject([202, { state: 'verified', placement: 'internal' }])
  expect(await setup()).toMatchObject({
    pod_registered: true,
    people: 1,
    people_mapped: 1,
    note: { ticket_id: '71204', state: 'verified', verified_at: expect.stringMatching(/^\d{4}-.*Z$/) },
  })
  expect((await call.as('ada')('GET', `${base}/${id}/setup`)).status).toBe(404)
  expect((await call.as('vera')('GET', acme('/setup'))).status).toBe(403)
  await call.as('zed')('DELETE', `${base}/${id}`)
})

test('a test passes where the members cannot be listed', async () => {
  await world.db.admin`delete from member_mappings`
  world.simulator.addFault({ kind: 'status', status: 500, match: { path: '/members' } })
  expect((await call.as('ada')('POST', acme('/test'))).body).toMatchObject({ ok: true, members_mapped: null })
})
