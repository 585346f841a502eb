import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Role } from '../../shared/contracts/accounts.ts'
import type { Person } from '../../shared/contracts/people.ts'
import { insertUser, mostPeople } from '../accounts/queries.ts'
import { inAccount } from '../db/tx.ts'
import { demoPassword } from '../demo-people.ts'
import { refuseDemoPeople } from '../refuse-demo.ts'
import { hashPassword } from '../sign-in/password.ts'
import { readFrames } from '../testing/event-reader.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { retireDemo } from './operator.ts'

const admin = '0199a000-0000-7000-8000-00000000a11a'
const settings = {
  PASSWORD_TRIES: '1000',
  SIGN_INS_PER_MINUTE: '10000',
  LOGINS_PER_ADDRESS_PER_MINUTE: '1000',
}
let world: TestWorld
/** A second server process on the same database. */
let other: TestWorld
let who: People
let api: ReturnType<typeof requests>
let hash: string
beforeAll(async () => {
  world = await createTestWorld({ settings })
  other = await createTestWorld({ database: world.db, settings })
  who = await people(world)
  api = requests(world, who)
  hash = await hashPassword(demoPassword)
  await inAcme((sql) =>
    insertUser(sql, {
      account_id: who.accounts.acme,
      id: admin,
      email: 'adam@acme.example',
      name: 'Adam Ferro',
      role: 'admin',
      password_hash: hash,
    }),
  )
})
afterAll(async () => {
  await other?.stop()
  await world?.stop()
})
/** Everybody as they were. */
beforeEach(async () => {
  const roles = Object.values(who.of).map(({ id, role }) => [id, role] as const)
  for (const [id, role] of [...roles, [admin, 'admin'] as const])
    await world.db
      .admin`update users set role = ${role}, active = true, revision = 1, token_epoch = 0, password_hash = ${hash} where id = ${id}`
  await world.db.admin`delete from users where email like 'new-%'`
  await world.db.admin`delete from limit_counts`
})

function inAcme<T>(work: Parameters<typeof inAccount<T>>[2]): Promise<T> {
  return inAccount(world.db, who.accounts.acme, work)
}

type Name = 'ada' | 'ben' | 'cleo' | 'vera' | 'zed' | 'adam'
const idOf = (name: Name) => (name === 'adam' ? admin : who.of[name].id)
async function call(name: Name, method: string, path: string, body?: unknown) {
  const token =
    name === 'adam'
      ? await world.keys.signAccess({ sub: admin, account: who.accounts.acme, surface: 'app' })
      : await who.tokenFor(name)
  const answer = await api.signedOut(method, path, body, { authorization: `Bearer ${token}` })
  return { status: answer.status, body: answer.body as Record<string, unknown> & { items: Person[] } }
}
const change = (actor: Name, target: Name, body: object) =>
  call(actor, 'PATCH', `/accounts/me/people/${idOf(target)}`, { revision: 1, ...body })
const personIn = async (asker: Name, name: Name) =>
  (await call(asker, 'GET', '/accounts/me/people')).body.items.find(({ id }) => id === idOf(name))
const audited = (action: string) =>
  inAcme(async (sql) => [
    ...(await sql<{ user_id: string; subject_id: string; detail: object }[]>`
      select user_id, subject_id, detail from audit_log where action = ${action} order by at, id`),
  ])

async function signIn(email: string, at = world) {
  const answer = await requests(at, who).signedOut('POST', '/auth/login', { email, password: demoPassword })
  return answer.body as { access_token: string; refresh_token: string }
}
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

describe('who may do what to whom', () => {
  const roles: Role[] = ['viewer', 'engineer', 'admin', 'owner']
  test.each<[Name, Name, Role[]]>([
    ['ada', 'ben', roles],
    ['ada', 'adam', roles],
    ['adam', 'ben', ['viewer', 'engineer']],
    ['adam', 'vera', ['viewer', 'engineer']],
    ['adam', 'ada', []],
    ['adam', 'adam', []],
    ['ben', 'vera', []],
    ['ben', 'ben', []],
    ['vera', 'ben', []],
  ])('%s gives %s the roles %j', async (actor, target, allowed) => {
    const before = (await personIn('ada', target))?.role
    for (const role of roles.filter((each) => each !== before)) {
      await world.db.admin`update users set role = ${before ?? ''}, revision = 1 where id = ${idOf(target)}`
      const { status } = await change(actor, target, { role })
      expect([role, status]).toEqual([role, allowed.includes(role) ? 200 : 403])
    }
  })

  test('a person beside a ticket administers nobody', async () => {
    const pod = await who.tokenFor('ada', { ticket: '48291' })
    const answer = await api.signedOut('GET', '/accounts/me/people', undefined, bearer(pod))
    expect(answer.status).toBe(403)
  })

  test('nobody of another account is there', async () => {
    expect((await change('zed', 'ben', { active: false })).status).toBe(404)
    expect((await call('zed', 'GET', '/accounts/me/people')).body.items.map(({ name }) => name)).toEqual([
      'Zed Novak',
    ])
  })

  test('the list says what the one who asks may do', async () => {
    expect((await personIn('ada', 'ben'))?.may).toEqual([
      'change_role',
      'switch_off',
      'reset',
      'end_sign_ins',
    ])
    expect((await personIn('adam', 'ada'))?.may).toEqual([])
    expect((await personIn('ada', 'ada'))?.may).toEqual([])
    await change('ada', 'adam', { role: 'owner' })
    expect((await personIn('ada', 'ada'))?.may).toEqual(['change_role'])
  })

  test.each(['POST reset', 'DELETE second-factor', 'DELETE sign-ins'])(
    'an owner does not get around the own password by %s',
    async (act) => {
      const [method = '', path] = act.split(' ')
      const { status, body } = await call('ada', method, `/accounts/me/people/${idOf('ada')}/${path}`)
      expect([status, body.message]).toEqual([403, 'This is your own sign-in: change it under Your sign-in.'])
    },
  )
})

describe('a change', () => {
  test('counts at once, is in the audit log, and a second one on the same sight answers how it stands', async () => {
    const first = await change('ada', 'cleo', { role: 'viewer' })
    expect(first.body).toMatchObject({ role: 'viewer', revision: 2 })
    const second = await change('adam', 'cleo', { active: false })
    expect(second.status).toBe(409)
    expect(second.body).toMatchObject({
      code: 'revision_stale',
      current: { role: 'viewer', active: true, revision: 2 },
    })
    expect((await audited('person.role_changed')).at(-1)).toEqual({
      user_id: idOf('ada'),
      subject_id: idOf('cleo'),
      detail: { from: 'engineer', to: 'viewer' },
    })
  })

  test('that changes nothing leaves no trace', async () => {
    const before = await audited('person.role_changed')
    expect((await change('ada', 'ben', { role: 'engineer' })).body).toMatchObject({ revision: 1 })
    expect(await audited('person.role_changed')).toEqual(before)
  })

  test('nobody switches themselves off', async () => {
    await change('ada', 'adam', { role: 'owner' })
    expect((await change('ada', 'ada', { active: false })).status).toBe(403)
  })

  test('the last owner stays, and one who never came is no owner', async () => {
    expect((await change('ada', 'ada', { role: 'admin' })).body).toMatchObject({ code: 'last_owner' })
    const email = 'new-owner@acme.example'
    await call('ada', 'POST', '/accounts/me/people', { name: 'Nora', email, role: 'owner' })
    expect((await change('ada', 'ada', { role: 'admin' })).body).toMatchObject({ code: 'last_owner' })
  })

  test('an owner keeps the account by a way in that is open now', async () => {
    const { acme } = who.accounts
    const issuer = 'https://id.acme.example'
    const adaSteps = async (change: object) => {
      await world.db.admin`update users set role = 'owner', revision = 1 where id = ${idOf('ada')}`
      return (await change_('ada', change)).body.code ?? 'done'
    }
    const change_ = (name: Name, body: object) => change(name, name, body)
    try {
      await world.db.admin`update users set role = 'owner', password_hash = null where id = ${admin}`
      await world.db.admin`
        insert into user_identities (account_id, user_id, issuer, subject) values (${acme}, ${admin}, ${issuer}, 'sub-adam')`
      expect(await adaSteps({ role: 'admin' })).toBe('last_owner')
      await world.db.admin`
        insert into identity_providers (account_id, issuer, client_id, client_secret_sealed, label)
        values (${acme}, 'https://id.elsewhere.example', 'flowpilot', 'sealed', 'ID')`
      expect(await adaSteps({ role: 'admin' })).toBe('last_owner')
      await world.db.admin`update identity_providers set issuer = ${issuer}`
      expect(await adaSteps({ role: 'admin' })).toBe('done')

      // Adam has a password that nobody takes, Ada an identity
      await world.db.admin`delete from user_identities`
      await world.db.admin`
        insert into user_identities (account_id, user_id, issuer, subject) values (${acme}, ${idOf('ada')}, ${issuer}, 'sub-ada')`
      await world.db.admin`update users set password_hash = ${hash} where id = ${admin}`
      await world.db.admin`update accounts set sso_only = true where account_id = ${acme}`
      expect(await adaSteps({ role: 'admin' })).toBe('last_owner')
      await world.db.admin`update accounts set sso_only = false`
      expect(await adaSteps({ role: 'admin' })).toBe('done')
    } finally {
      await world.db.admin`update accounts set sso_only = false`
      await world.db.admin`delete from user_identities`
      await world.db.admin`delete from identity_providers`
    }
  })

  test('two owners who demote each other at the same moment leave one, twenty times', async () => {
    for (let round = 0; round < 20; round++) {
      await world.db
        .admin`update users set role = 'owner', revision = 1 where id in ${world.db.admin([admin, idOf('ada')])}`
      const answers = await Promise.all([
        change('ada', 'adam', { role: 'engineer' }),
        change('adam', 'ada', { role: 'engineer' }),
      ])
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 403])
      const [row] = await world.db.admin<{ owners: number }[]>`
        select count(*)::int as owners from users where account_id = ${who.accounts.acme} and role = 'owner' and active`
      expect(row).toEqual({ owners: 1 })
    }
  })
})

describe('switching off', () => {
  test('ends refresh tokens, access tokens of page and pod, and links', async () => {
    const { access_token, refresh_token } = await signIn('ben@acme.example')
    const pod = await who.tokenFor('ben', { ticket: '48291' })
    const { body } = await call('ada', 'POST', `/accounts/me/people/${idOf('ben')}/reset`)
    const token = String(body.link).split('#')[1]
    expect((await api.signedOut('GET', '/me', undefined, bearer(access_token))).status).toBe(200)

    expect((await change('ada', 'ben', { active: false })).status).toBe(200)
    for (const each of [access_token, pod])
      expect((await api.signedOut('GET', '/me', undefined, bearer(each))).status).toBe(401)
    expect((await api.signedOut('POST', '/auth/refresh', { refresh_token })).status).toBe(401)
    expect((await api.signedOut('POST', '/auth/link', { token })).status).toBe(409)

    // and switched on again, what was before stays ended
    expect((await change('ada', 'ben', { active: true, revision: 2 })).status).toBe(200)
    for (const each of [access_token, pod])
      expect((await api.signedOut('GET', '/me', undefined, bearer(each))).status).toBe(401)
    expect((await api.signedOut('POST', '/auth/refresh', { refresh_token })).status).toBe(401)
    expect((await signIn('ben@acme.example')).access_token).toBeDefined()
  })

  test('ends open event streams on every replica within a second', async () => {
    const streams = await Promise.all(
      [world, other].map(async (at) => {
        const { access_token } = await signIn('cleo@acme.example', at)
        const answer = requests(at, who).app.request('/api/v1/events', { headers: bearer(access_token) })
        const stream = readFrames(await answer)
        expect(await stream.next()).toMatchObject({ event: 'ready' })
        return stream
      }),
    )
    const bens = readFrames(
      await requests(other, who).app.request('/api/v1/events', {
        headers: bearer(await who.tokenFor('ben')),
      }),
    )
    expect(await bens.next()).toMatchObject({ event: 'ready' })
    const began = performance.now()
    await change('ada', 'cleo', { active: false })
    for (const stream of streams) {
      expect(await stream.next()).toEqual({ event: 'auth_expired', data: {} })
      expect(await stream.next()).toBeNull()
    }
    expect(performance.now() - began).toBeLessThan(1_000)
    // somebody else's goes on, and hears nothing of it
    await change('ada', 'ben', { role: 'viewer' })
    expect(await bens.next()).toBeNull()
  })

  test('a stream that opens while somebody is switched off does not stay open', async () => {
    const { access_token } = await signIn('ben@acme.example')
    const late = {
      ...world,
      hub: {
        ...world.hub,
        subscribe: async (...given: Parameters<typeof world.hub.subscribe>) => {
          await change('ada', 'ben', { active: false })
          return world.hub.subscribe(...given)
        },
      },
    }
    const stream = readFrames(
      await requests(late, who).app.request('/api/v1/events', { headers: bearer(access_token) }),
    )
    const frames = await stream.until(5)
    expect(frames.at(-1)).toEqual({ event: 'auth_expired', data: {} })
  })

  test('admins hear that somebody changed, engineers do not', async () => {
    const open = async (name: 'ada' | 'cleo') =>
      readFrames(await api.app.request('/api/v1/events', { headers: bearer(await who.tokenFor(name)) }))
    const [ada, cleo] = [await open('ada'), await open('cleo')]
    for (const stream of [ada, cleo]) expect(await stream.next()).toMatchObject({ event: 'ready' })
    await change('ada', 'ben', { role: 'viewer' })
    expect(await ada.next()).toMatchObject({ event: 'person.changed', data: { user_id: idOf('ben') } })
    await change('ada', 'cleo', { role: 'viewer' })
    // the first thing cleo hears is her own: her stream ends, to come back with the new role
    expect(await cleo.next()).toBeNull()
    await ada.leave()
  })
})

describe('somebody of the demo', () => {
  const isDemo = (is: boolean) => world.db.admin`update users set demo = ${is} where id = ${idOf('vera')}`
  afterEach(() => isDemo(false))

  test('is switched on in production without the password that everybody knows', async () => {
    const config = { ...world.config, NODE_ENV: 'production' as const }
    const production = requests({ ...world, config }, who)
    const path = `/accounts/me/people/${idOf('vera')}`
    await isDemo(true)
    await change('ada', 'vera', { active: false })
    const on = await production.as('ada')('PATCH', path, { revision: 2, active: true })
    expect(on.body).toMatchObject({
      active: true,
      has_password: false,
      may: expect.arrayContaining(['reset']),
    })
    expect(on.body).not.toHaveProperty('demo')
    expect(await signIn('vera@acme.example')).toMatchObject({ code: 'wrong_credentials' })
    expect((await audited('person.switched_on')).at(-1)).toMatchObject({ detail: { password: 'taken' } })
    await expect(refuseDemoPeople(config, world.db.system)).resolves.toBeUndefined()

    const { link } = (await production.as('ada')('POST', `${path}/reset`)).body as { link: string }
    const set = { token: link.split('#')[1], password: 'seven brown owls' }
    expect((await production.signedOut('POST', '/auth/password', set)).status).toBe(204)
  })

  test('keeps it where the demo runs', async () => {
    await isDemo(true)
    await change('ada', 'vera', { active: false })
    await change('ada', 'vera', { active: true, revision: 2 })
    expect((await signIn('vera@acme.example')).access_token).toBeDefined()
  })

  test('is retired with whatever was given to them, links too', async () => {
    await isDemo(true)
    const { access_token } = await signIn('vera@acme.example')
    await call('ada', 'POST', `/accounts/me/people/${idOf('vera')}/reset`)
    expect(await retireDemo(world)).toBe(1)
    expect((await api.signedOut('GET', '/me', undefined, bearer(access_token))).status).toBe(401)
    const links = await world.db.admin`
      select voided_at is not null as is_void from password_links where user_id = ${idOf('vera')} and used_at is null`
    expect(links.map(({ is_void }) => is_void)).not.toContain(false)
    const [vera] = await world.db.admin`select active, token_epoch from users where id = ${idOf('vera')}`
    expect(vera).toEqual({ active: false, token_epoch: 1 })
  })
})

describe('as many people as an account can have', () => {
  const fill = (active: boolean) => world.db.admin`
    insert into users (account_id, id, name, email, role, active)
    select ${who.accounts.acme}, gen_random_uuid(), 'New ' || n, 'new-' || n || ${`-${active}@acme.example`}, 'viewer', ${active}
    from generate_series(1, ${mostPeople}) n`
  const invite = () =>
    call('ada', 'POST', '/accounts/me/people', {
      name: 'Nora',
      email: 'new-nora@acme.example',
      role: 'viewer',
    })

  test('are those who are switched on', async () => {
    await fill(false)
    expect((await invite()).status).toBe(201)
    const { items } = (await call('ada', 'GET', '/accounts/me/people')).body
    expect(items.filter(({ active }) => active)).toHaveLength(6)
    expect(items).toHaveLength(6 + mostPeople)
  })

  test('neither an invitation nor switching on goes beyond, and the list shows everybody who is on', async () => {
    await change('ada', 'ben', { active: false })
    await fill(true)
    expect((await invite()).body.code).toBe('too_many_people')
    expect((await change('ada', 'ben', { active: true, revision: 2 })).body.code).toBe('too_many_people')
    const { items } = (await call('ada', 'GET', '/accounts/me/people')).body
    expect(items.filter(({ active }) => active)).toHaveLength(mostPeople + 4)
    expect(items.at(-1)).toMatchObject({ id: idOf('ben'), active: false })
    const colleagues = (await call('vera', 'GET', '/accounts/me/users')).body.items
    expect(colleagues.filter(({ active }) => active)).toHaveLength(mostPeople + 4)
  })
})

test('signing somebody out everywhere ends their tokens and leaves them able to sign in', async () => {
  const { access_token } = await signIn('ben@acme.example')
  const pod = await who.tokenFor('ben', { ticket: '48291' })
  expect((await call('adam', 'DELETE', `/accounts/me/people/${idOf('ben')}/sign-ins`)).status).toBe(204)
  for (const each of [access_token, pod])
    expect((await api.signedOut('GET', '/me', undefined, bearer(each))).status).toBe(401)
  expect((await signIn('ben@acme.example')).access_token).toBeDefined()
  expect((await audited('person.signed_out')).at(-1)).toMatchObject({
    user_id: admin,
    subject_id: idOf('ben'),
  })
})

describe('a link counts as long as its maker may make it', () => {
  const open = (token: string) => api.signedOut('POST', '/auth/link', { token })
  const take = (token: string) =>
    api.signedOut('POST', '/auth/password', { token, password: 'seven brown owls' })
  const invite = async (actor: Name, name: string) => {
    const { body } = await call(actor, 'POST', '/accounts/me/people', {
      name: `New ${name}`,
      email: `new-${name.replace(/\W.*/s, '')}@acme.example`,
      role: 'engineer',
    })
    const { person, link } = body as unknown as { person: Person; link: { link: string } }
    return { person, token: link.link.split('#')[1] ?? '' }
  }

  test('an admin’s invitation opens nobody whom an owner made an owner since', async () => {
    const { person, token } = await invite('adam', 'raised')
    expect((await open(token)).status).toBe(200)
    await call('ada', 'PATCH', `/accounts/me/people/${person.id}`, {
      revision: person.revision,
      role: 'owner',
    })
    expect((await open(token)).body).toMatchObject({ code: 'link_replaced' })
    expect((await take(token)).status).toBe(409)
  })

  test('nor does one whose maker is no admin any more, or switched off', async () => {
    for (const after of [{ role: 'engineer' }, { active: false }]) {
      await world.db.admin`update users set role = 'admin', active = true, revision = 1 where id = ${admin}`
      const { token } = await invite('adam', `maker${Object.keys(after)[0]}`)
      expect((await change('ada', 'adam', after)).status).toBe(200)
      expect((await open(token)).body).toMatchObject({ code: 'link_replaced' })
      expect((await take(token)).status).toBe(409)
    }
  })

  test('a name is one line, in the list and in the mail', async () => {
    const { person } = await invite('ada', 'line\r\n\r\nPay at https://evil.example')
    expect(person.name).toBe('New line Pay at https://evil.example')
  })

  test('an owner’s counts on, whatever the person becomes below that', async () => {
    const { person, token } = await invite('ada', 'kept')
    await call('ada', 'PATCH', `/accounts/me/people/${person.id}`, {
      revision: person.revision,
      role: 'viewer',
    })
    expect((await take(token)).status).toBe(204)
  })
})
