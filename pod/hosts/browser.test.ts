import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createBrowserHost } from './browser.ts'

type Answer = { status: number; body: unknown } | 'away'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const tokens = (access_token: string, expires_in = 600) => ({
  access_token,
  expires_in,
  user: { id: 'u', name: 'Ben', email: 'ben@acme.example', role: 'engineer' as const },
})
const signedIn = (token: string, expires_in = 600): Answer => ({
  status: 200,
  body: tokens(token, expires_in),
})
const refused: Answer = { status: 401, body: { code: 'not_signed_in', message: 'Sign in.' } }

function page(...answers: Answer[]) {
  const calls: { path: string; body: string }[] = []
  const held: string[] = []
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    calls.push({ path: String(input), body: String(init?.body) })
    const next = answers.shift()
    if (!next) throw new Error('one call too many')
    if (next === 'away') throw new TypeError('fetch failed')
    return new Response(JSON.stringify(next.body), { status: next.status })
  })
  const moveTo = (path: string) => {
    const [pathname = '', search] = path.split('?')
    win.location.pathname = pathname
    win.location.search = search ? `?${search}` : ''
  }
  const win = Object.assign(new EventTarget(), {
    location: { pathname: '/app/settings', search: '' },
    history: {
      pushState: (_state: unknown, _title: string, path: string) => moveTo(path),
      replaceState: (_state: unknown, _title: string, path: string) => moveTo(path),
    },
    localStorage: { getItem: () => null, setItem: () => {} },
    navigator: {
      locks: {
        request: async (name: string, _options: object, work: () => Promise<unknown>) => {
          held.push(name)
          return work()
        },
      },
    },
  })
  const facts = { surface: 'app' as const, pod_key: '', psa_origins: [], build: 'b1' }
  const host = createBrowserHost({ win: win as unknown as Window, facts })
  return { host, calls, held, win, answers }
}
const settle = () => vi.advanceTimersByTimeAsync(0)

test('comes back signed in by the cookie, one refresh for all who ask, under the lock of all tabs', async () => {
  const { host, calls, held } = page(signedIn('first'))
  host.start()
  expect(await Promise.all([host.accessToken(), host.accessToken()])).toEqual(['first', 'first'])
  expect(calls).toEqual([{ path: '/api/v1/auth/refresh', body: '{}' }])
  expect(held).toEqual(['flowpilot-refresh'])
  expect(host.signed_in.value).toBe('yes')
})

test('a token near its end is renewed before it is refused', async () => {
  const { host } = page(signedIn('first', 60), signedIn('second'))
  host.start()
  expect(await host.accessToken()).toBe('first')
  await vi.advanceTimersByTimeAsync(46_000)
  expect(await host.accessToken()).toBe('second')
})

test('without a cookie it asks for a sign-in, and goes on with its answer', async () => {
  const { host } = page(refused)
  host.start()
  await settle()
  expect(host.signed_in.value).toBe('no')
  await expect(host.accessToken()).rejects.toMatchObject({ code: 'not_signed_in' })
  host.accept?.(tokens('in'))
  expect(host.signed_in.value).toBe('yes')
  expect(await host.accessToken()).toBe('in')
})

test('a server that is away does not cost the sign-in', async () => {
  const { host } = page('away', signedIn('back'))
  host.start()
  await settle()
  expect(host.signed_in.value).toBe('waiting')
  expect(host.trouble.value?.code).toBe('unreachable')
  await vi.advanceTimersByTimeAsync(1000)
  expect(host.signed_in.value).toBe('yes')
  expect(host.trouble.value).toBeNull()
})

test('asked too often, it says so, and goes on when the server takes it again', async () => {
  const { host } = page(
    { status: 429, body: { code: 'too_often', message: 'Wait a moment.', retry_after_s: 30 } },
    signedIn('later'),
  )
  host.start()
  await settle()
  expect(host.trouble.value).toMatchObject({
    code: 'too_often',
    values: { by_itself: true, retry_after_s: 30 },
  })
  await vi.advanceTimersByTimeAsync(29_000)
  expect(host.signed_in.value).toBe('waiting')
  await vi.advanceTimersByTimeAsync(1000)
  expect(host.signed_in.value).toBe('yes')
  expect(host.trouble.value).toBeNull()
})

test('signing out forgets the token even when the server is away', async () => {
  const { host } = page(signedIn('first'), 'away')
  host.start()
  await host.accessToken()
  await host.signOut?.()
  expect(host.signed_in.value).toBe('no')
  expect(host.lastToken()).toBeNull()
})

test('follows its path, by our own links and by the back button', async () => {
  const { host, win } = page(signedIn('first'))
  const stop = host.start()
  await settle()
  host.goTo('/app')
  expect(host.path.value).toBe('/app')
  win.location.pathname = '/app/settings'
  win.dispatchEvent(new Event('popstate'))
  expect(host.path.value).toBe('/app/settings')
  win.location.search = '?part=people'
  win.dispatchEvent(new Event('popstate'))
  expect(host.path.value).toBe('/app/settings?part=people')
  stop()
})

test('a filter replaces the address of its page, and stays in it', async () => {
  const { host, win } = page(signedIn('first'))
  host.goTo('/app/posts')
  const pushed = vi.spyOn(win.history, 'pushState')
  host.goTo('/app/posts?state=done', { replace: true })
  expect(host.path.value).toBe('/app/posts?state=done')
  expect(pushed).not.toHaveBeenCalled()
})
