import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createSimulator } from '../../simulator/app.ts'
import { mostPeople } from '../accounts/queries.ts'
import type { TransactionSql } from '../db/connect.ts'
import { inAccount } from '../db/tx.ts'
import { demoPassword } from '../demo-people.ts'
import { linkMembers } from '../people/link-members.ts'
import { whileOpen } from '../testing/in-flight.ts'
import { type People, type PersonName, people, simulatorMembers } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

const simulator = createSimulator()
/** What somebody who may edit members typed into ConnectWise, by member. */
const edited = new Map<string, string>()

/** The simulator, with those addresses in place of its own. */
const psaFetch: typeof fetch = async (input, init) => {
  const response = await simulator.fetch(input as string, init)
  if (edited.size === 0 || !new URL(String(input)).pathname.includes('/system/')) return response
  const changed = (_key: string, value: unknown): unknown => {
    const member = value as { identifier?: string } | null
    const email = edited.get(member?.identifier ?? '')
    return email ? { ...member, officeEmail: email, primaryEmail: email, defaultEmail: 'Office' } : value
  }
  const body = JSON.stringify(JSON.parse(await response.text(), changed))
  return new Response(body, { status: response.status, headers: response.headers })
}

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
beforeAll(async () => {
  world = await createTestWorld({
    simulator,
    psaFetch,
    settings: { PASSWORD_TRIES: '100', SIGN_INS_PER_MINUTE: '1000' },
  })
  who = await people(world)
  api = requests(world, who)
})
afterAll(async () => {
  await world?.stop()
  simulator.close()
})
const inAcme = <T>(work: Parameters<typeof inAccount<T>>[2]) => inAccount(world.db, who.accounts.acme, work)
beforeEach(async () => {
  edited.clear()
  await world.db.system`delete from limit_counts`
  await inAcme(async (sql) => {
    await sql`delete from waiting_members`
    await sql`delete from member_mappings`
    await sql`update accounts set provisioning = 'approval', linking = 'password'`
  })
})

type Body = {
  code?: string
  by_password?: boolean
  access_token?: string
  user?: { id: string; role: string }
}
const claim = (identifier: string) => {
  const { memberHash, memberContext } = simulator.openMemberSession('acme', identifier)
  return {
    pod_key: who.pod_keys.acme,
    company_id: 'acme',
    member_id: identifier,
    member_hash: memberHash,
    member_context: memberContext,
    ticket_id: '48291',
  }
}
const post = async (path: string, body: object) => {
  const answer = await api.signedOut('POST', `/auth/connectwise${path}`, body)
  return { status: answer.status, body: answer.body as Body }
}
const open = (identifier: string) => post('', claim(identifier))
const linkSelf = (identifier: string, name: PersonName, password: string = demoPassword) =>
  post('/link', { ...claim(identifier), email: who.of[name].email, password })
const mappingsPath = () => `/integrations/psa/connections/${who.connection_id}/member-mappings`
const linkAs = async (by: PersonName, name: PersonName, member_id: string | null) => {
  const { status, body } = await api.as(by)('PUT', mappingsPath(), {
    items: [{ user_id: who.of[name].id, member_id }],
  })
  return { status, code: (body as Body).code }
}
const byAddress = (name: 'ada' | 'ben' | 'cleo', member_id: string = simulatorMembers[name]) =>
  inAcme(
    (sql) => sql`
      insert into member_mappings (account_id, connection_id, user_id, member_id, member_identifier, member_name, source)
      values (${who.accounts.acme}, ${who.connection_id}, ${who.of[name].id}, ${member_id}, ${name}, ${name}, 'email')`,
  )
const audited = (action: string) =>
  inAcme(
    (sql) =>
      sql`select user_id, result, detail from audit_log where action = ${action} order by at desc, id desc`,
  )
const asRole = (name: PersonName, role: string) =>
  inAcme((sql) => sql`update users set role = ${role} where id = ${who.of[name].id}`)

describe('an address in ConnectWise', () => {
  test.each(['ada', 'ben'] as const)('that is %s’s makes nobody that person', async (victim) => {
    edited.set('cleo', who.of[victim].email)
    for (const provisioning of ['viewer', 'approval', 'off']) {
      await inAcme((sql) => sql`update accounts set provisioning = ${provisioning}`)
      const { status, body } = await open('cleo')
      expect([provisioning, status, body.code]).toEqual([provisioning, 403, 'member_not_linked'])
    }
    expect(await audited('sign_in.connectwise')).toEqual([])
  })

  test('names the author of a note, and signs nobody in', async () => {
    await byAddress('ben')
    expect((await open('ben')).body.code).toBe('member_not_linked')
    const listed = await api.as('ada')('GET', mappingsPath())
    expect((listed.body as { items: unknown[] }).items).toMatchObject([
      { user_name: 'Ben Okafor', state: 'name', signs_in: false },
    ])
  })
})

describe('a FlowPilot password links its person, once', () => {
  test('and ConnectWise alone signs in from then on', async () => {
    await byAddress('ada', simulatorMembers.ben)
    expect((await open('ben')).body).toMatchObject({ code: 'member_not_linked', by_password: true })
    const linked = await linkSelf('ben', 'ben')
    expect([linked.status, linked.body.user?.id]).toEqual([200, who.of.ben.id])
    const token = await world.keys.verifyAccess(linked.body.access_token ?? '')
    expect(token).toMatchObject({ surface: 'pod', ticket: '48291', sub: who.of.ben.id })
    expect((await open('ben')).body.user?.id).toBe(who.of.ben.id)
    expect(await audited('member.linked')).toMatchObject([
      { user_id: who.of.ben.id, result: 'ok', detail: { by: 'password', member: 'ben' } },
    ])
  })

  test('a wrong password, and one of another account, link nobody', async () => {
    expect((await linkSelf('ben', 'ben', 'not-the-password')).body.code).toBe('wrong_credentials')
    expect((await linkSelf('ben', 'zed')).body.code).toBe('wrong_credentials')
    expect((await open('ben')).body.code).toBe('member_not_linked')
    expect((await audited('member.linked'))[0]).toMatchObject({ result: 'refused' })
  })

  test('a claim that ConnectWise does not confirm links nobody', async () => {
    const body = { ...claim('ben'), member_hash: 'x'.repeat(32) }
    const answer = await post('/link', { ...body, email: who.of.ben.email, password: demoPassword })
    expect([answer.status, answer.body.code]).toEqual([401, 'member_not_confirmed'])
  })

  test.each(['owner', 'admin'])('no %s', async (role) => {
    await asRole('cleo', role)
    const answer = await linkSelf('cleo', 'cleo')
    expect([answer.status, answer.body.code]).toEqual([403, 'member_not_linked'])
    expect((await open('cleo')).body.code).toBe('member_not_linked')
    await asRole('cleo', 'engineer')
  })

  test('nobody where the account leaves it to admins', async () => {
    await inAcme((sql) => sql`update accounts set linking = 'admin'`)
    expect((await open('ben')).body).toMatchObject({ code: 'member_not_linked', by_password: false })
    expect((await linkSelf('ben', 'ben')).body.code).toBe('not_allowed')
  })

  test('a person is one member, and a member one person', async () => {
    expect((await linkSelf('ben', 'ben')).status).toBe(200)
    expect((await linkSelf('cleo', 'ben')).body.code).toBe('member_taken')
    expect((await linkSelf('ben', 'cleo')).body.code).toBe('member_taken')
    const both = await Promise.all([linkSelf('cleo', 'cleo'), linkSelf('cleo', 'vera')])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

describe('an admin’s hand', () => {
  test('links an engineer, and unlinks again', async () => {
    await asRole('vera', 'admin')
    expect(await linkAs('vera', 'ben', simulatorMembers.ben)).toMatchObject({ status: 200 })
    expect((await open('ben')).body.user?.id).toBe(who.of.ben.id)
    expect(await linkAs('vera', 'ben', null)).toMatchObject({ status: 200 })
    expect((await open('ben')).body.code).toBe('member_not_linked')
    expect(await audited('member.unlinked')).toMatchObject([{ user_id: who.of.vera.id, result: 'ok' }])
    await asRole('vera', 'viewer')
  })

  test('links no owner and no admin: that is an owner’s', async () => {
    await asRole('vera', 'admin')
    expect((await linkAs('vera', 'ada', simulatorMembers.cleo)).code).toBe('not_allowed')
    expect((await linkAs('vera', 'vera', simulatorMembers.cleo)).code).toBe('not_allowed')
    expect(await linkAs('ada', 'vera', simulatorMembers.cleo)).toMatchObject({ status: 200 })
    expect((await open('cleo')).body.user).toMatchObject({ id: who.of.vera.id, role: 'admin' })
    expect((await linkAs('vera', 'vera', null)).code).toBe('not_allowed')
    await asRole('vera', 'viewer')
  })

  test('an engineer who becomes an admin is confirmed by an owner', async () => {
    expect((await linkSelf('cleo', 'cleo')).status).toBe(200)
    await asRole('cleo', 'admin')
    expect((await open('cleo')).body).toMatchObject({ code: 'member_not_linked', by_password: false })
    expect(await linkAs('ada', 'cleo', simulatorMembers.cleo)).toMatchObject({ status: 200 })
    expect((await open('cleo')).body.user?.role).toBe('admin')
    await asRole('cleo', 'engineer')
  })

  test('two people change places in one call; a member of somebody else is refused', async () => {
    const items = (ben: string, cleo: string) => [
      { user_id: who.of.ben.id, member_id: ben },
      { user_id: who.of.cleo.id, member_id: cleo },
    ]
    const { ben, cleo } = simulatorMembers
    const put = async (list: object[]) => (await api.as('ada')('PUT', mappingsPath(), { items: list })).status
    expect(await put(items(cleo, ben))).toBe(200)
    expect(await put(items(ben, cleo))).toBe(200)
    expect((await open('ben')).body.user?.id).toBe(who.of.ben.id)
    expect((await linkAs('ada', 'vera', ben)).code).toBe('member_taken')
  })

  test.each([
    ['that left', '104'],
    ['of an integration', '190'],
    ['that is not there', '999'],
  ])('links no member %s', async (_, member_id) => {
    expect((await linkAs('ada', 'ben', member_id)).code).toBe('invalid')
  })

  test('reaches nobody of another account', async () => {
    expect((await linkAs('ada', 'zed', simulatorMembers.ben)).code).toBe('invalid')
    expect((await linkAs('zed', 'zed', simulatorMembers.ben)).code).toBe('not_found')
  })
})

describe('a member nobody knows', () => {
  beforeEach(() => void edited.set('cleo', 'newcomer@acme.example'))
  const waitingPath = () => `/integrations/psa/connections/${who.connection_id}/waiting-members`
  const waiting = async () =>
    ((await api.as('ada')('GET', waitingPath())).body as { items: { member_identifier: string }[] }).items

  test('is made a viewer, once, where the account makes viewers', async () => {
    await inAcme((sql) => sql`update accounts set provisioning = 'viewer'`)
    const answers = await Promise.all(Array.from({ length: 5 }, () => open('cleo')))
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200))
    const made = new Map(answers.map(({ body }) => [body.user?.id, body.user]))
    expect(made.size).toBe(1)
    // without an address, which a person of another account may need
    expect([...made.values()]).toMatchObject([{ role: 'viewer', name: 'Cleo Marchetti', email: null }])
    expect(await audited('user.provisioned')).toHaveLength(1)
  })

  test('waits where the account has as many people as it can have, and is not let in either', async () => {
    await inAcme((sql) => sql`update accounts set provisioning = 'viewer'`)
    await world.db.admin`
      insert into users (account_id, id, name, email, role)
      select ${who.accounts.acme}, gen_random_uuid(), 'New', 'new-' || n || '@acme.example', 'viewer'
      from generate_series(1, ${mostPeople}) n`
    expect((await open('cleo')).body.code).toBe('member_not_linked')
    expect(await waiting()).toMatchObject([{ member_identifier: 'cleo' }])
    const admit = () => api.as('ada')('POST', `${waitingPath()}/${simulatorMembers.cleo}`, { role: 'viewer' })
    expect((await admit()).body).toMatchObject({ code: 'too_many_people' })
    await world.db.admin`delete from users where email like 'new-%'`
    expect((await admit()).status).toBe(204)
  })

  test('waits for an admin, who lets it in as an engineer', async () => {
    expect((await open('cleo')).body.code).toBe('member_not_linked')
    expect(await waiting()).toMatchObject([{ member_identifier: 'cleo', email: 'newcomer@acme.example' }])
    const path = `${waitingPath()}/${simulatorMembers.cleo}`
    expect((await api.as('ben')('POST', path, { role: 'viewer' })).status).toBe(403)
    expect((await api.as('ada')('POST', path, { role: 'owner' })).status).toBe(400)
    expect((await api.as('ada')('POST', path, { role: 'engineer' })).status).toBe(204)
    expect((await open('cleo')).body.user).toMatchObject({ role: 'engineer', name: 'Cleo Marchetti' })
    expect(await waiting()).toEqual([])
  })

  test('is dismissed, and asks again when it comes again', async () => {
    await open('cleo')
    const path = `${waitingPath()}/${simulatorMembers.cleo}`
    expect((await api.as('ada')('DELETE', path)).status).toBe(204)
    expect((await api.as('ada')('DELETE', path)).status).toBe(404)
    expect(await waiting()).toEqual([])
    await open('cleo')
    expect(await waiting()).toHaveLength(1)
  })
})

test('where a second factor is asked for a password alone links nobody', async () => {
  await inAcme((sql) => sql`update accounts set second_factor_required = true`)
  const { status, body } = await linkSelf('ben', 'ben')
  expect([status, body.code, body.by_password]).toEqual([403, 'member_not_linked', false])
  expect((await audited('member.linked'))[0]).toMatchObject({ result: 'refused' })
  await inAcme((sql) => sql`update accounts set second_factor_required = false`)
  expect((await linkSelf('ben', 'ben')).status).toBe(200)
})

test('an owner who is one no more when their turn comes links no owner', async () => {
  const links = [{ user_id: who.of.ada.id, member_id: simulatorMembers.ada }]
  const { acme } = who.accounts
  const demote = async (sql: TransactionSql) => {
    await sql`select from accounts for update`
    await sql`update users set role = 'admin' where id = ${who.of.ada.id}`
  }
  const linking = whileOpen(world, acme, demote, () =>
    linkMembers(who.ctxFor('ada'), who.connection_id, links),
  )
  await expect(linking).rejects.toMatchObject({ code: 'not_allowed' })
  await inAcme((sql) => sql`update users set role = 'owner' where id = ${who.of.ada.id}`)
})
