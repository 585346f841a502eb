import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { oauthClientId, oauthRedirects } from '../../shared/contracts/extension.ts'
import { demoPassword } from '../demo-people.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { codeAt, stepAt } from './totp.ts'

const settings = {
  PASSWORD_TRIES: '1000',
  SIGN_INS_PER_MINUTE: '10000',
  LOGINS_PER_ADDRESS_PER_MINUTE: '1000',
}
let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
beforeAll(async () => {
  world = await createTestWorld({ settings })
  who = await people(world)
  api = requests(world, who)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  await world.db.system`delete from limit_counts`
  await world.db.admin`delete from second_factors`
  await world.db.admin`delete from recovery_codes`
  await world.db.admin`update accounts set second_factor_required = false`
})

type Body = Record<string, string> & { recovery_codes: string[] }
const post = async (path: string, body: object) => {
  const answer = await api.signedOut('POST', path, body)
  return { status: answer.status, body: answer.body as Body }
}
const login = (name: PersonName, password = demoPassword) =>
  post('/auth/login', { email: who.of[name].email, password })
const challengeOf = async (name: PersonName) => (await login(name)).body.challenge ?? ''
const answerTo = (challenge: string, code: string) => post('/auth/totp', { challenge, code })
const codeNow = (secret: string, offset = 0) => codeAt(secret, stepAt(Date.now()) + offset)
const wrongOf = (secret: string) =>
  ['000000', '111111', '222222', '333333'].find(
    (code) => ![-1, 0, 1].some((offset) => codeNow(secret, offset) === code),
  ) ?? ''
/** As if the codes that were typed so far were typed long ago. */
const later = () => world.db.admin`update second_factors set last_step = 0`

/** Sets up an authenticator in the settings. */
async function enrol(name: PersonName) {
  const put = (body: object) => api.as(name)('PUT', '/me/second-factor', body)
  const begun = (await put({ password: demoPassword })).body as Body
  const done = await put({ code: codeNow(begun.secret ?? '') })
  expect(done.status).toBe(200)
  const { recovery_codes } = done.body as Body
  return { secret: begun.secret ?? '', recovery_codes }
}

test('set up with password and code, asked for at the next sign-in, and the code counts once', async () => {
  const state = async () => (await api.as('ben')('GET', '/me/second-factor')).body
  expect(await state()).toEqual({ since: null, recovery_codes_left: 0, required: false, possible: true })
  const put = (body: object) => api.as('ben')('PUT', '/me/second-factor', body)
  expect((await put({ password: 'wrong' })).status).toBe(422)
  const { secret, uri } = (await put({ password: demoPassword })).body as Body
  expect(uri).toContain(`secret=${secret}`)
  expect((await put({ code: wrongOf(secret ?? '') })).body).toMatchObject({
    code: 'invalid',
    fields: { code: expect.any(String) },
  })
  // not confirmed yet: nothing is asked
  expect((await login('ben')).body).toHaveProperty('access_token')

  const code = codeNow(secret ?? '')
  const { recovery_codes } = (await put({ code })).body as Body
  expect(new Set(recovery_codes).size).toBe(10)
  expect(await state()).toMatchObject({ since: expect.any(String), recovery_codes_left: 10 })

  const asked = await login('ben')
  expect(asked.body).toEqual({ challenge: expect.stringMatching(/^[\w-]{43}$/), second_factor: 'code' })
  const challenge = asked.body.challenge ?? ''
  expect((await answerTo(challenge, code)).body.code).toBe('wrong_code')
  await later()
  const done = await answerTo(challenge, code)
  expect(done.body).toMatchObject({ user: { id: who.of.ben.id }, access_token: expect.any(String) })
  expect(done.body).not.toHaveProperty('recovery_codes')
  const me = await api.signedOut('GET', '/me', undefined, {
    authorization: `Bearer ${done.body.access_token}`,
  })
  expect(me.status).toBe(200)
  expect((await answerTo(challenge, codeNow(secret ?? '', 1))).body.code).toBe('sign_in_too_old')
  expect((await answerTo(await challengeOf('ben'), code)).body.code).toBe('wrong_code')
  expect((await answerTo(await challengeOf('ben'), codeNow(secret ?? '', 1))).status).toBe(200)
})

test('of five who bring one code at the same moment one is in', async () => {
  const { secret } = await enrol('cleo')
  await later()
  const challenges = await Promise.all(Array.from({ length: 5 }, () => challengeOf('cleo')))
  const code = codeNow(secret)
  const answers = await Promise.all(challenges.map((challenge) => answerTo(challenge, code)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('five wrong codes in five minutes, over all sign-ins; then the right one waits too, and a recovery code does not', async () => {
  const { secret, recovery_codes } = await enrol('cleo')
  await later()
  const codes: (string | undefined)[] = []
  for (let n = 0; n < 5; n++)
    codes.push((await answerTo(await challengeOf('cleo'), wrongOf(secret))).body.code)
  expect(codes).toEqual(Array(5).fill('wrong_code'))
  const challenge = await challengeOf('cleo')
  const late = await api.signedOut('POST', '/auth/totp', { challenge, code: codeNow(secret) })
  expect(late.body).toMatchObject({ code: 'too_often' })
  expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(240)
  expect((await answerTo(challenge, 'none-of-the-ten')).body.code).toBe('too_often')
  expect((await answerTo(await challengeOf('cleo'), recovery_codes[0] ?? '')).status).toBe(200)
  await world.db.admin`
    update second_factors set failures = array(select at - interval '301 seconds' from unnest(failures) at)`
  expect((await answerTo(challenge, codeNow(secret))).status).toBe(200)
})

test('a hundred guesses at once are five', async () => {
  const { secret } = await enrol('cleo')
  await later()
  const challenge = await challengeOf('cleo')
  const answers = await Promise.all(Array.from({ length: 100 }, () => answerTo(challenge, wrongOf(secret))))
  expect(answers.filter(({ body }) => body.code === 'wrong_code')).toHaveLength(5)
  expect(answers.filter(({ body }) => body.code === 'too_often')).toHaveLength(95)
})

test('each recovery code lets in once, however it is typed', async () => {
  const { recovery_codes } = await enrol('ben')
  const typed = (recovery_codes[3] ?? '').toUpperCase().replaceAll('-', ' ')
  expect((await answerTo(await challengeOf('ben'), typed)).status).toBe(200)
  expect((await answerTo(await challengeOf('ben'), typed)).body.code).toBe('wrong_code')
  expect((await api.as('ben')('GET', '/me/second-factor')).body).toMatchObject({ recovery_codes_left: 9 })
})

test('a challenge lives for five minutes, and dies with a new password', async () => {
  const { secret } = await enrol('vera')
  await later()
  const old = await challengeOf('vera')
  await world.db.admin`update sign_in_challenges set expires_at = now()`
  expect((await answerTo(old, codeNow(secret))).body.code).toBe('sign_in_too_old')
  const open = await challengeOf('vera')
  const change = { current: demoPassword, password: 'seven brown owls' }
  expect((await api.as('vera')('POST', '/me/password', change)).status).toBe(204)
  expect((await answerTo(open, codeNow(secret))).body.code).toBe('sign_in_too_old')
})

test('secret and recovery codes stand nowhere as they are', async () => {
  const { secret, recovery_codes } = await enrol('ben')
  const rows = await world.db.admin`
    select row_to_json(f)::text as row from second_factors f union all select row_to_json(r)::text from recovery_codes r
    union all select row_to_json(a)::text from audit_log a`
  const dump = rows.map(({ row }) => row).join('\n')
  expect(dump).toContain(who.of.ben.id)
  for (const each of [secret, ...recovery_codes, ...recovery_codes.map((code) => code.replaceAll('-', ''))])
    expect(dump).not.toContain(each)
  const [row] = await world.db.admin`select secret_sealed from second_factors`
  await expect(world.keys.unseal('second_factor', who.accounts.zed, row?.secret_sealed)).rejects.toThrow()
})

test('another authenticator takes the place of the first one once its code came', async () => {
  const first = await enrol('cleo')
  const put = (body: object) => api.as('cleo')('PUT', '/me/second-factor', body)
  const { secret } = (await put({ password: demoPassword })).body as Body
  await later()
  expect((await answerTo(await challengeOf('cleo'), codeNow(first.secret))).status).toBe(200)
  expect((await put({ code: codeNow(secret ?? '') })).status).toBe(200)
  await later()
  expect((await answerTo(await challengeOf('cleo'), codeNow(first.secret))).body.code).toBe('wrong_code')
  expect((await answerTo(await challengeOf('cleo'), first.recovery_codes[0] ?? '')).body.code).toBe(
    'wrong_code',
  )
  expect((await answerTo(await challengeOf('cleo'), codeNow(secret ?? ''))).status).toBe(200)
})

test('it ends with the password, unless the account asks for it', async () => {
  await enrol('ben')
  const end = (password: string) => api.as('ben')('DELETE', '/me/second-factor', { password })
  expect((await end('wrong')).status).toBe(422)
  await world.db.admin`update accounts set second_factor_required = true`
  expect((await end(demoPassword)).body).toMatchObject({ code: 'second_factor_required' })
  await world.db.admin`update accounts set second_factor_required = false`
  expect((await end(demoPassword)).status).toBe(204)
  expect((await login('ben')).body).toHaveProperty('access_token')
})

test('an admin takes a lost one away, which is in the audit log', async () => {
  await enrol('ben')
  const path = `/accounts/me/people/${who.of.ben.id}/second-factor`
  expect((await api.as('cleo')('DELETE', path)).status).toBe(403)
  expect((await api.as('ada')('DELETE', path)).status).toBe(204)
  expect((await login('ben')).body).toHaveProperty('access_token')
  const rows = await world.db.admin`
    select user_id, subject_id from audit_log where action = 'person.second_factor_reset'`
  expect([...rows]).toEqual([{ user_id: who.of.ada.id, subject_id: who.of.ben.id }])
})

test('where the account asks for one, nothing is given before it is set up', async () => {
  const before = (await login('ben')).body
  await world.db.admin`update accounts set second_factor_required = true`
  // what was open goes on until its next refresh
  expect((await post('/auth/refresh', { refresh_token: before.refresh_token })).status).toBe(401)
  const asked = (await login('ben')).body
  expect(asked).toEqual({ challenge: expect.any(String), second_factor: 'enrol' })
  const challenge = asked.challenge ?? ''
  expect((await answerTo(challenge, '123456')).body.code).toBe('conflict')
  const { secret = '' } = (await post('/auth/second-factor', { challenge })).body
  expect((await answerTo(challenge, wrongOf(secret))).body.code).toBe('wrong_code')
  const done = await answerTo(challenge, codeNow(secret))
  expect(done.body.recovery_codes).toHaveLength(10)
  expect((await post('/auth/refresh', { refresh_token: done.body.refresh_token })).status).toBe(200)
  expect((await post('/auth/second-factor', { challenge })).body.code).toBe('sign_in_too_old')
  await later()
  expect((await login('ben')).body).toMatchObject({ second_factor: 'code' })
})

test('a challenge of a person with a factor shows no secret', async () => {
  await enrol('ben')
  const challenge = await challengeOf('ben')
  expect((await post('/auth/second-factor', { challenge })).body.code).toBe('sign_in_too_old')
})

test('the sign-in of the side panel asks on its own page', async () => {
  const { secret } = await enrol('cleo')
  await later()
  const verifier = randomBytes(32).toString('base64url')
  const asked = {
    client_id: oauthClientId,
    redirect_uri: oauthRedirects.chrome as string,
    response_type: 'code',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state: 'state-of-the-panel',
  }
  const send = async (fields: Record<string, string>) => {
    const response = await api.app.request('/oauth/authorize', {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: 'http://localhost',
        host: 'localhost',
      },
      body: new URLSearchParams({ ...asked, ...fields }).toString(),
    })
    return {
      status: response.status,
      to: response.headers.get('location') ?? '',
      html: await response.text(),
    }
  }
  const page = await send({ email: 'cleo@acme.example', password: demoPassword })
  expect([page.status, page.to]).toEqual([200, ''])
  expect(page.html).toContain('<h1>Type your code</h1>')
  const challenge = /name="challenge" value="([\w-]{43})"/.exec(page.html)?.[1] ?? ''
  const again = await send({ challenge, code: wrongOf(secret) })
  expect(again.html).toContain('That code does not match')
  const done = await send({ challenge, code: codeNow(secret) })
  expect(done.status).toBe(303)
  const code = new URL(done.to).searchParams.get('code') ?? ''
  const token = await api.app.request('/oauth/token', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: oauthClientId,
      redirect_uri: asked.redirect_uri,
      code,
      code_verifier: verifier,
    }).toString(),
  })
  expect(token.status).toBe(200)
  const late = await send({ challenge, code: codeNow(secret, 1) })
  expect(late.html).toContain('This sign-in took too long')

  await world.db.admin`update accounts set second_factor_required = true`
  await world.db.admin`delete from second_factors`
  const sentence = await send({ email: 'cleo@acme.example', password: demoPassword })
  expect(sentence.html).toContain('Your account asks for a second factor')
})
