import { createHash, randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { oauthClientId, oauthRedirects } from '../../shared/contracts/extension.ts'
import { Problem } from '../../shared/problems.ts'
import { readConfig } from '../config.ts'
import { inAccount } from '../db/tx.ts'
import { demoPassword } from '../demo-people.ts'
import { readFrames } from '../testing/event-reader.ts'
import { whileOpen } from '../testing/in-flight.ts'
import { startOpenidProvider, type TestProvider } from '../testing/openid-provider.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { enrolByChallenge } from './challenge.ts'
import { codeFor, exchangeCode } from './oauth-code.ts'
import { callbackUrl } from './oidc-provider.ts'
import { allowPasswords, claimDomain, releaseDomain } from './operator-acts.ts'
import { confirmPending } from './second-factor-queries.ts'
import { codeAt, stepAt } from './totp.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let provider: TestProvider
/** What name servers hold. */
const records = new Map<string, string[][]>()
const resolveTxt = async (name: string) => {
  const found = records.get(name)
  if (!found) throw Object.assign(new Error('no such record'), { code: 'ENOTFOUND' })
  return found
}
beforeAll(async () => {
  provider = await startOpenidProvider(callbackUrl(readConfig({})))
  world = await createTestWorld({ settings: { PASSWORD_TRIES: '1000' }, outside: { resolveTxt } })
  who = await people(world)
  api = requests(world, who)
})
afterAll(async () => {
  await provider?.stop()
  await world?.stop()
})
beforeEach(async () => {
  records.clear()
  await world.db.system`delete from limit_counts`
  for (const name of ['ada', 'zed'] as const) {
    await allowPasswords(world, name === 'ada' ? 'acme' : 'zed')
    await patch(name, { provider: null, domains: [] })
  }
})

const path = '/accounts/me/sign-in'
type Rules = {
  code?: string
  provider: { issuer: string } | null
  sso_only: boolean
  domains: { domain: string; proved_by: string | null; txt: { name: string; value: string } }[]
}
const patch = async (name: PersonName, change: object) => {
  const { status, body } = await api.as(name)('PATCH', path, change)
  return { status, body: body as Rules }
}
const check = async (name: PersonName, domain: string) => {
  const { status, body } = await api.as(name)('POST', `${path}/domains/${domain}/check`)
  return { status, body: body as Rules }
}
/** Does what Settings asks for: puts the record where it is looked for. */
const putRecord = (rules: Rules, domain: string) => {
  const txt = rules.domains.find((each) => each.domain === domain)?.txt
  if (!txt) throw new Error(`${domain} is not claimed`)
  records.set(txt.name, [['v=spf1 -all'], [txt.value.slice(0, 20), txt.value.slice(20)]])
}
const audited = (account: 'acme' | 'zed', action: string) =>
  inAccount(
    world.db,
    who.accounts[account],
    (sql) =>
      sql`select user_id, result, detail from audit_log where action = ${action} order by at desc, id desc`,
  )
const linkAda = () =>
  world.db.admin`
    insert into user_identities (account_id, user_id, issuer, subject)
    values (${who.accounts.acme}, ${who.of.ada.id}, ${provider.issuer}, 'sub-ada') on conflict do nothing`
const ready = async () => {
  await patch('ada', { provider: { issuer: provider.issuer, ...provider.client } })
  await claimDomain(world, 'acme', 'acme.example')
  await linkAda()
}
const login = async (name: PersonName, password: string = demoPassword) =>
  (await api.signedOut('POST', '/auth/login', { email: who.of[name].email, password })) as unknown as {
    status: number
    body: { code?: string; refresh_token?: string }
  }

test('an owner sets how people get in; what is left out stays', async () => {
  expect((await api.as('ada')('GET', path)).body).toMatchObject({
    provider: null,
    domains: [],
    sso_only: false,
    second_factor_required: false,
    provisioning: 'approval',
    linking: 'password',
  })
  expect((await patch('ada', { provisioning: 'off' })).body).toMatchObject({
    provisioning: 'off',
    linking: 'password',
  })
  expect((await patch('ada', { linking: 'admin' })).body).toMatchObject({
    provisioning: 'off',
    linking: 'admin',
  })
  expect((await audited('acme', 'sign_in.rules_changed'))[0]).toMatchObject({
    user_id: who.of.ada.id,
    detail: { before: { linking: 'password' }, after: { linking: 'admin' } },
  })
})

test('a second factor is asked of everybody once an owner says so', async () => {
  expect((await patch('ada', { second_factor_required: true })).body).toMatchObject({
    second_factor_required: true,
  })
  const asked = (await login('ben')).body as { challenge?: string; second_factor?: string }
  expect(asked).toMatchObject({ challenge: expect.any(String), second_factor: 'enrol' })
  await patch('ada', { second_factor_required: false })
  expect((await login('ben')).body.refresh_token).toBeTruthy()
})

test('admins read it and change nothing; engineers and viewers do neither; pods not at all', async () => {
  const asRole = (role: string) =>
    inAccount(
      world.db,
      who.accounts.acme,
      (sql) => sql`update users set role = ${role} where id = ${who.of.cleo.id}`,
    )
  await asRole('admin')
  expect((await api.as('cleo')('GET', path)).status).toBe(200)
  expect((await patch('cleo', { provisioning: 'viewer' })).status).toBe(403)
  expect((await check('cleo', 'acme.example')).status).toBe(403)
  await asRole('engineer')
  for (const name of ['ben', 'vera'] as const) expect((await api.as(name)('GET', path)).status).toBe(403)
  const pod = api.as('ada', { ticket: '48291' })
  expect((await pod('PATCH', path, { provisioning: 'viewer' })).status).toBe(403)
})

test.each([
  { provisioning: 'engineer' },
  { surprise: true },
  { domains: ['acme'] },
  { domains: ['*.acme.example'] },
  { domains: ['acme.example.'] },
  { domains: ['10.0.0.1'] },
  { domains: Array.from({ length: 21 }, (_, n) => `d${n}.example`) },
  { provider: { issuer: 'not an address', client_id: 'x', client_secret: 'y' } },
])('refused as it stands: %j', async (change) => {
  expect((await patch('ada', change)).status).toBe(400)
})

describe('a domain', () => {
  test('counts once its TXT record is there, and stays proved', async () => {
    const { body } = await patch('ada', { domains: ['acme.example', 'ACME.net '] })
    expect(body.domains.map(({ domain, proved_by }) => [domain, proved_by])).toEqual([
      ['acme.example', null],
      ['acme.net', null],
    ])
    expect(await check('ada', 'acme.example')).toMatchObject({
      status: 422,
      body: { code: 'domain_not_proved' },
    })
    records.set('_flowpilot.acme.example', [['flowpilot-domain=somebody-elses']])
    expect((await check('ada', 'acme.example')).status).toBe(422)
    putRecord(body, 'acme.example')
    expect((await check('ada', 'acme.example')).body.domains[0]).toMatchObject({ proved_by: 'dns' })
    records.clear()
    expect((await check('ada', 'acme.example')).status).toBe(200)
    expect((await check('ada', 'nobodys.example')).status).toBe(404)
    expect(await audited('acme', 'sign_in.domain_proved')).toMatchObject([{ detail: { by: 'dns' } }])
  })

  test('that came after the page was opened is not dropped by a list from that page', async () => {
    await claimDomain(world, 'acme', 'acme.example')
    const old = { domains: ['acme.example', 'acme.net'], known_domains: ['acme.example'] }
    await claimDomain(world, 'acme', 'colleagues.example')
    const names = ({ body }: Awaited<ReturnType<typeof patch>>) => body.domains.map(({ domain }) => domain)
    const added = await patch('ada', old)
    expect(names(added)).toEqual(['acme.example', 'acme.net', 'colleagues.example'])
    expect(added.body.domains[2]).toMatchObject({ proved_by: 'operator' })
    const taken = { domains: ['acme.net'], known_domains: ['acme.example', 'acme.net'] }
    expect(names(await patch('ada', taken))).toEqual(['acme.net', 'colleagues.example'])
    // and one that went meanwhile is not claimed anew by a page that still shows it
    expect(names(await patch('ada', old))).toEqual(['acme.net', 'colleagues.example'])
    expect(names(await patch('ada', { domains: [] }))).toEqual([])
  })

  test('more than an account may have is refused, also when the page knew of fewer', async () => {
    const most = Array.from({ length: 20 }, (_, n) => `d${n}.example`)
    await patch('ada', { domains: most })
    const { status, body } = await patch('ada', { domains: ['one-more.example'], known_domains: [] })
    expect([status, body]).toMatchObject([422, { fields: { domains: 'At most 20 domains.' } }])
  })

  test('is never two accounts’', async () => {
    await claimDomain(world, 'acme', 'shared.example')
    const { body } = await patch('zed', { domains: ['shared.example'] })
    putRecord(body, 'shared.example')
    expect(await check('zed', 'shared.example')).toMatchObject({
      status: 409,
      body: { code: 'domain_taken' },
    })
    await expect(claimDomain(world, 'zed', 'shared.example')).rejects.toMatchObject({ code: 'domain_taken' })
    await releaseDomain(world, 'acme', 'shared.example')
    expect((await check('zed', 'shared.example')).body.domains[0]).toMatchObject({ proved_by: 'dns' })
    expect((await audited('acme', 'sign_in.domain_released'))[0]).toMatchObject({
      user_id: null,
      detail: { by: 'operator' },
    })
  })

  test('is proved to one of two that ask at once', async () => {
    for (const name of ['ada', 'zed'] as const) await patch(name, { domains: ['race.example'] })
    const tries = await Promise.allSettled([
      claimDomain(world, 'acme', 'race.example'),
      claimDomain(world, 'zed', 'race.example'),
    ])
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('of the operator’s word is named rightly, or not taken', async () => {
    await expect(claimDomain(world, 'acme', 'not a domain')).rejects.toMatchObject({ code: 'malformed' })
    await expect(claimDomain(world, 'nobody', 'acme.example')).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a provider that is named again without its secret', () => {
  const stored = async () => {
    const [row] = await world.db.admin<{ label: string; client_id: string; client_secret_sealed: string }[]>`
      select label, client_id, client_secret_sealed from identity_providers`
    return row
  }
  const beside = async (change: { client_id?: string; client_secret_sealed?: string }) => {
    const { issuer, client } = provider
    await patch('ada', { provider: { issuer, ...client, label: 'Acme ID' } })
    return whileOpen(
      world,
      who.accounts.acme,
      (sql) => sql`update identity_providers set ${sql(change)}`,
      () => patch('ada', { provider: { issuer, client_id: client.client_id, label: 'Our ID' } }),
    )
  }

  test('keeps the one that was sealed anew meanwhile', async () => {
    expect((await beside({ client_secret_sealed: 'sealed-anew' })).status).toBe(200)
    expect(await stored()).toMatchObject({ label: 'Our ID', client_secret_sealed: 'sealed-anew' })
  })

  test('does not get that of a client that was set meanwhile', async () => {
    const { status, body } = await beside({ client_id: 'another', client_secret_sealed: 'of-another' })
    expect([status, body.code]).toEqual([422, 'invalid'])
    expect(await stored()).toMatchObject({ label: 'Acme ID', client_id: 'another' })
  })
})

describe('only single sign-on', () => {
  test('needs a provider, a proved domain, and an owner who came in by it', async () => {
    const turnOn = async () => (await patch('ada', { sso_only: true })).body.code
    await world.db.admin`delete from user_identities`
    expect(await turnOn()).toBe('sso_not_ready')
    await patch('ada', { provider: { issuer: provider.issuer, ...provider.client } })
    expect(await turnOn()).toBe('sso_not_ready')
    await claimDomain(world, 'acme', 'acme.example')
    expect(await turnOn()).toBe('sso_not_ready')
    await linkAda()
    expect(await turnOn()).toBeUndefined()
  })

  test('takes no password, ends what passwords opened, and says why only to who knows one', async () => {
    await ready()
    const before = await login('ben')
    expect(before.status).toBe(200)
    await patch('ada', { sso_only: true })
    expect((await login('ben')).body.code).toBe('sso_only')
    expect((await login('ben', 'wrong')).body.code).toBe('wrong_credentials')
    const renewed = await api.signedOut('POST', '/auth/refresh', { refresh_token: before.body.refresh_token })
    expect(renewed.status).toBe(401)
    expect((await login('zed')).status).toBe(200)
  })

  describe('ends what a password has opened halfway:', () => {
    const ssoOnly = (is: boolean) => world.db.admin`update accounts set sso_only = ${is} where key = 'acme'`
    const verifier = randomBytes(32).toString('base64url')
    const request = {
      client_id: oauthClientId,
      redirect_uri: oauthRedirects.chrome,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      response_type: 'code',
      state: 'state-of-the-panel',
    } as const
    const codeOf = (name: PersonName, signed_in_by: 'password' | 'single_sign_on' = 'password') => {
      const { id: user_id, account_id } = who.of[name]
      const grant = codeFor(request, { signed_in_by, device: '' })
      return inAccount(world.db, account_id, (sql) => grant(sql, { account_id, user_id }))
    }
    const exchange = (code: string) =>
      exchangeCode(world, { ...request, code, code_verifier: verifier }, 'here').then(
        () => 'in',
        (error: unknown) => (error instanceof Problem ? error.code : error),
      )
    /** A password that was right, and the code that it still wants. */
    const halfway = async (name: 'ada' | 'ben') => {
      const { account_id, id: user_id } = who.of[name]
      await world.db.admin`delete from second_factors where user_id = ${user_id}`
      await world.db.admin`update accounts set second_factor_required = true where key = 'acme'`
      const { challenge = '' } = (await login(name)).body as { challenge?: string }
      const { secret } = await enrolByChallenge(world, challenge)
      await world.db.admin`update accounts set second_factor_required = false where key = 'acme'`
      await inAccount(world.db, account_id, (sql) => confirmPending(sql, user_id, 0))
      const answer = { challenge, code: codeAt(secret, stepAt(Date.now())) }
      return async () => (await api.signedOut('POST', '/auth/totp', answer)).body as { code?: string }
    }
    afterEach(() => world.db.admin`delete from second_factors`)

    test.each(['ada', 'ben'] as const)('a code that %s is still asked for', async (name) => {
      await ready()
      const answer = await halfway(name)
      await patch('ada', { sso_only: true })
      expect((await answer()).code).toBe('sign_in_too_old')
      await patch('ada', { sso_only: false })
      expect((await answer()).code).toBe('sign_in_too_old')
      // one that another server let through
      const late = await halfway(name)
      await ssoOnly(true)
      expect((await late()).code).toBe('sso_only')
      await ssoOnly(false)
      expect(await late()).toMatchObject({ user: { id: who.of[name].id } })
    })

    test('codes of the panel, but for the owner’s own by single sign-on', async () => {
      await ready()
      const codes = [await codeOf('ben'), await codeOf('ben', 'single_sign_on'), await codeOf('ada')]
      const own = await codeOf('ada', 'single_sign_on')
      await patch('ada', { sso_only: true })
      const late = [await codeOf('ben'), await codeOf('ben', 'single_sign_on')]
      const answers: unknown[] = []
      for (const code of [...codes, own, ...late]) answers.push(await exchange(code))
      const no = 'not_signed_in'
      expect(answers).toEqual([no, no, no, 'in', no, 'in'])
    })

    test('and streams, at once', async () => {
      await ready()
      const { access_token } = (await login('ben')).body as { access_token: string }
      const stream = readFrames(
        await api.app.request('/api/v1/events', { headers: { authorization: `Bearer ${access_token}` } }),
      )
      expect(await stream.next()).toMatchObject({ event: 'ready' })
      await patch('ada', { sso_only: true })
      expect((await stream.until(5)).at(-1)).toEqual({ event: 'auth_expired', data: {} })
    })
  })

  test('keeps its provider and a domain', async () => {
    await ready()
    await patch('ada', { sso_only: true })
    expect((await patch('ada', { provider: null })).body.code).toBe('sso_not_ready')
    expect((await patch('ada', { domains: [] })).body.code).toBe('sso_not_ready')
    const rules = (await api.as('ada')('GET', path)).body as Rules
    expect(rules.provider?.issuer).toBe(provider.issuer)
    expect(rules.domains).toHaveLength(1)
    expect((await patch('ada', { sso_only: false, provider: null })).body.provider).toBeNull()
  })

  test('is taken back by the operator when the provider lets nobody in', async () => {
    await ready()
    await patch('ada', { sso_only: true })
    expect((await login('ada')).body.code).toBe('sso_only')
    await allowPasswords(world, 'acme')
    expect((await login('ada')).status).toBe(200)
    expect((await audited('acme', 'sign_in.rules_changed'))[0]).toMatchObject({
      user_id: null,
      detail: { by: 'operator' },
    })
  })
})
