import { beforeEach, expect, test } from 'vitest'
import { browser } from 'wxt/browser'
import { read, settings, signInKept, who, write } from '../storage.ts'
import { ben, type Call, serverUrl, useBrowser, useServer } from '../testing.ts'
import { createTokenKeeper } from './keep-token.ts'
import { challengeOf } from './sign-in.ts'

const browserStubs = useBrowser()
beforeEach(() => write(settings, { ...settings.empty, server_url: serverUrl }))

type Mood = {
  api: number
  min_extension: string
  answer: 'ok' | 'away' | 'reused' | 'busy' | 'cut' | 'walled'
}

/** A server with one family of refresh tokens: each may be used once. */
function server(mood: Partial<Mood> = {}) {
  const state = { api: 1, min_extension: '0.1.0', answer: 'ok', current: 'r0', count: 0, ...mood } as Mood & {
    current: string
    count: number
  }
  const challenges = new Map<string, string>()
  const calls = useServer(({ path, form }) => {
    if (path === '/api/v1/auth/options')
      return { body: { api: state.api, min_extension: state.min_extension, sso: null } }
    if (state.answer === 'away') return 'away'
    if (state.answer === 'busy') return { status: 503, body: { code: 'draining', message: 'Restarting.' } }
    // a proxy's page, not the server's word
    if (state.answer === 'walled') return new Response('<h1>Forbidden</h1>', { status: 403 })
    if (state.answer === 'cut') return new Response('{"access_token":', { status: 200 })
    if (path === '/oauth/revoke') return {}
    const isUsed = form.grant_type === 'refresh_token' && form.refresh_token !== state.current
    if (isUsed || state.answer === 'reused')
      return {
        status: 400,
        body: { error: 'invalid_grant', code: 'refresh_reused', message: 'This sign-in was used twice.' },
      }
    state.count++
    state.current = `r${state.count}`
    const access_token = `a${state.count}`
    return {
      body: {
        access_token,
        token_type: 'Bearer',
        expires_in: 600,
        refresh_token: state.current,
        user: { ...ben, email: null, role: 'engineer' },
      },
    }
  })
  return { state, calls, challenges, tokens: () => calls.filter(({ path }) => path === '/oauth/token') }
}
const signedIn = () => write(signInKept, { refresh_token: 'r0', server_url: serverUrl })
const asked = (calls: Call[], path: string) => calls.filter((call) => call.path === path).length

test('twenty who ask at once share one refresh', async () => {
  const { tokens } = server()
  await signedIn()
  const keeper = createTokenKeeper()
  const answers = await Promise.all(Array.from({ length: 20 }, () => keeper.give()))
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
    new Set([JSON.stringify({ kind: 'token', access_token: 'a1', left_s: 600, server_url: serverUrl })]),
  )
  expect(tokens()).toHaveLength(1)
  expect(await read(signInKept)).toEqual({ refresh_token: 'r1', server_url: serverUrl })
})

test('a worker that was killed goes on with the newest refresh token', async () => {
  const { tokens } = server()
  await signedIn()
  expect(await createTokenKeeper().give()).toMatchObject({ access_token: 'a1' })
  expect(await createTokenKeeper().give()).toMatchObject({ access_token: 'a2' })
  expect(tokens().map(({ form }) => form.refresh_token)).toEqual(['r0', 'r1'])
})

test('a refused access token is replaced; another caller’s older refusal is not', async () => {
  const { tokens } = server()
  await signedIn()
  const keeper = createTokenKeeper()
  await keeper.give()
  expect(await keeper.give('a1')).toMatchObject({ access_token: 'a2' })
  expect(await keeper.give('a1')).toMatchObject({ access_token: 'a2' })
  expect(tokens()).toHaveLength(2)
})

test('reuse signs out with the server’s word, and nothing asks again by itself', async () => {
  const { tokens } = server({ answer: 'reused' })
  await signedIn()
  const keeper = createTokenKeeper()
  const refused = { kind: 'obstacle', code: 'not_signed_in', word: 'This sign-in was used twice.' }
  expect(await keeper.give()).toEqual(refused)
  expect(await keeper.give()).toEqual(refused)
  expect(tokens()).toHaveLength(1)
  expect(await read(signInKept)).toBeNull()
  expect(await read(who)).toEqual({ user: null, word: 'This sign-in was used twice.' })
})

test.each(['away', 'busy', 'cut', 'walled'] as const)(
  'a server that is %s does not cost the sign-in',
  async (answer) => {
    const { state } = server({ answer })
    await signedIn()
    const keeper = createTokenKeeper()
    expect(await keeper.give()).toEqual({ kind: 'obstacle', code: 'unreachable' })
    state.answer = 'ok'
    expect(await keeper.give()).toMatchObject({ kind: 'token' })
  },
)

test('the versions are compared once, and anew when a person tries again', async () => {
  const { state, calls } = server()
  await signedIn()
  await createTokenKeeper().give()
  await createTokenKeeper().give()
  expect(asked(calls, '/api/v1/auth/options')).toBe(1)
  state.api = 2
  expect(await createTokenKeeper().give(undefined, true)).toEqual({
    kind: 'obstacle',
    code: 'extension_too_old',
  })
})

test.each([
  [{ api: 0 }, 'server_too_old'],
  [{ api: 2 }, 'extension_too_old'],
  [{ min_extension: '0.1.1' }, 'extension_too_old'],
  [{ min_extension: '0.10' }, 'extension_too_old'],
  [{ min_extension: '0.0.99' }, null],
] as const)('a server of %o: %s', async (mood, code) => {
  const { tokens } = server(mood)
  await signedIn()
  const answer = await createTokenKeeper().give()
  expect(answer).toMatchObject(code ? { kind: 'obstacle', code } : { kind: 'token' })
  expect(tokens()).toHaveLength(code ? 0 : 1)
})

test('without a server address nothing is asked', async () => {
  const { calls } = server()
  await write(settings, settings.empty)
  expect(await createTokenKeeper().give()).toEqual({ kind: 'obstacle', code: 'no_server' })
  expect(calls).toEqual([])
})

test('an admin’s address wins, and the sign-in of the other server ends', async () => {
  const { tokens } = server()
  await signedIn()
  browserStubs.managed = { server_url: 'https://managed.acme.example/' }
  expect(await createTokenKeeper().give()).toMatchObject({
    code: 'not_signed_in',
    word: expect.stringContaining('another server'),
  })
  expect(tokens()).toEqual([])
})

/** The browser's window, in which somebody signs in. */
function window(answer: (asked: URL) => string | undefined) {
  const seen: URL[] = []
  browserStubs.authFlow = async (url) => {
    seen.push(new URL(url))
    return answer(new URL(url))
  }
  return seen
}
const goodAnswer = (url: URL) =>
  `${url.searchParams.get('redirect_uri')}?code=c1&state=${url.searchParams.get('state')}`

test('signs in by code and PKCE', async () => {
  const { tokens } = server()
  const seen = window(goodAnswer)
  expect(await createTokenKeeper().signIn()).toMatchObject({ kind: 'token', access_token: 'a1' })
  const query = Object.fromEntries(seen[0]?.searchParams ?? [])
  expect(query).toMatchObject({
    client_id: 'flowpilot-extension',
    redirect_uri: 'https://hdikdibeiemgdfcfgjlbkclkmaalmebe.chromiumapp.org/oauth',
    response_type: 'code',
    code_challenge_method: 'S256',
  })
  const [{ form } = { form: {} as Record<string, string> }] = tokens()
  expect(form).toMatchObject({
    grant_type: 'authorization_code',
    code: 'c1',
    client_id: 'flowpilot-extension',
  })
  expect(await challengeOf(form.code_verifier ?? '')).toBe(query.code_challenge)
  expect(await read(who)).toEqual({ user: ben, word: null })
})

test.each([
  ['the window is closed', () => undefined],
  ['the state is another one’s', (url: URL) => goodAnswer(url).replace(/state=.*/, 'state=x')],
  [
    'the answer comes to another address',
    (url: URL) => goodAnswer(url).replace('chromiumapp.org', 'evil.example'),
  ],
  ['the person says no', (url: URL) => goodAnswer(url).replace('code=c1', 'error=access_denied')],
])('nobody is signed in when %s', async (_name, answer) => {
  const { tokens } = server()
  window(answer)
  expect(await createTokenKeeper().signIn()).toMatchObject({ code: 'sign_in_given_up' })
  expect(tokens()).toEqual([])
  expect(await read(signInKept)).toBeNull()
})

test('signing out forgets at once and tells the server, even one that is away', async () => {
  const { state, calls } = server()
  await signedIn()
  const keeper = createTokenKeeper()
  await keeper.give()
  state.answer = 'away'
  expect(await keeper.signOut()).toEqual({ kind: 'done' })
  expect(calls.at(-1)).toMatchObject({ path: '/oauth/revoke', form: { token: 'r1' } })
  expect(await keeper.give()).toMatchObject({ code: 'not_signed_in' })
  expect(JSON.stringify(await browser.storage.local.get(null))).not.toContain('r1')
})

test('a refresh under way when somebody signs out does not sign in again', async () => {
  server()
  await signedIn()
  const keeper = createTokenKeeper()
  const [, out] = await Promise.all([keeper.give(), Promise.resolve().then(() => keeper.signOut())])
  expect(out).toEqual({ kind: 'done' })
  expect(await keeper.give()).toMatchObject({ code: 'not_signed_in' })
})

test('one who asks while somebody signs out does not sign in again', async () => {
  for (let ticks = 0; ticks < 40; ticks++) {
    server()
    await signedIn()
    const keeper = createTokenKeeper()
    await keeper.give()
    const leave = async () => {
      for (let tick = 0; tick < ticks; tick++) await Promise.resolve()
      await keeper.signOut()
    }
    await Promise.all([keeper.give('a1'), leave()])
    expect([ticks, await read(signInKept), (await read(who)).user]).toEqual([ticks, null, null])
  }
})

test('neither the refresh token nor a password is in anything a page can ask for', async () => {
  server()
  await signedIn()
  const keeper = createTokenKeeper()
  const said = JSON.stringify([await keeper.give(), await keeper.signOut(), await read(who)])
  expect(said).not.toMatch(/r0|r1/)
})
