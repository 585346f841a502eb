import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { SignedIn } from '../../shared/contracts/accounts.ts'
import { ApiProblem } from '../line/api-problem.ts'
import { createConnectWiseHost } from './connectwise.ts'
import type { MemberClaim } from './hosted-messages.ts'

const site = 'https://na.myconnectwise.net'
const claim = {
  site,
  companyid: 'acme',
  memberid: 'ben',
  memberHash: 'hash-of-ben',
  memberContext: 'web',
  memberEmail: 'ben@acme.example',
}
const signedIn = (token: string): SignedIn => ({
  access_token: token,
  expires_in: 600,
  user: { id: 'u', name: 'Ben', email: null, role: 'engineer' },
})

type Sent = { message: Record<string, unknown>; target: string }

/** A browser window around the pod, and the ticket screen above it. */
function screen(
  options: {
    search?: string
    framed?: boolean
    origins?: string[]
    exchange?: (claim: MemberClaim, ticket: string | null) => Promise<SignedIn>
  } = {},
) {
  const sent: Sent[] = []
  const raw: unknown[] = []
  const win = new EventTarget() as EventTarget & Record<string, unknown>
  const parent = {
    postMessage: (data: unknown, target: string) => {
      raw.push(data)
      sent.push({ message: JSON.parse(data as string) as Record<string, unknown>, target })
    },
  }
  win.parent = options.framed === false ? win : parent
  win.location = { search: options.search ?? '?id=48291&screen=ticket', host: 'fp.example', reload: vi.fn() }
  win.localStorage = { getItem: () => null, setItem: () => {} }
  const exchange = vi.fn(
    options.exchange ??
      (async (_claim: MemberClaim, ticket: string | null) => signedIn(`token-for-${ticket}`)),
  )
  const facts = {
    surface: 'pod' as const,
    pod_key: '0123456789abcdef0123',
    psa_origins: options.origins ?? [site],
    build: 'b1',
  }
  const host = createConnectWiseHost({ win: win as unknown as Window, facts, exchange })
  const send = (data: unknown, from: { origin?: string; source?: unknown } = {}) => {
    const event = Object.assign(new Event('message'), {
      data: typeof data === 'object' ? JSON.stringify(data) : data,
      origin: from.origin ?? site,
      source: 'source' in from ? from.source : parent,
    })
    win.dispatchEvent(event)
  }
  const named = (key: string) => sent.filter(({ message }) => key in message).map(({ message }) => message)
  return { host, sent, raw, send, named, exchange, win, parent }
}
const settle = () => vi.advanceTimersByTimeAsync(0)

/** Handshake and member answer, as ConnectWise gives them. */
async function welcome(it: ReturnType<typeof screen>) {
  it.host.start()
  await settle()
  it.send({ MessageFrameID: 'F1' })
  await settle()
  it.send({ response: 'getmemberauthentication', data: claim, _id: 'r1' })
  await settle()
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('says ready in JSON strings to the site alone, again until a frame id comes, then no more', async () => {
  const it = screen()
  it.host.start()
  await vi.advanceTimersByTimeAsync(3100)
  expect(it.named('message').length).toBeGreaterThanOrEqual(4)
  expect(it.named('message')[0]).toEqual({ message: 'ready' })
  expect(it.raw.every((data) => typeof data === 'string')).toBe(true)
  expect(new Set(it.sent.map(({ target }) => target))).toEqual(new Set([site]))
  it.send({ MessageFrameID: 'F1' })
  const readies = it.named('message').length
  await vi.advanceTimersByTimeAsync(20_000)
  expect(it.named('message')).toHaveLength(readies)
})

test('asks who the member is by hosted_request with the frame id, however often the id comes', async () => {
  const it = screen()
  await welcome(it)
  it.send({ MessageFrameID: 'F1' })
  await settle()
  const asked = it.named('hosted_request').filter((message) => message.frameID === 'F1')
  expect(asked[0]).toEqual({ hosted_request: 'getMemberAuthentication', frameID: 'F1' })
  expect(it.exchange).toHaveBeenCalledOnce()
  expect(it.exchange.mock.calls[0]).toEqual([
    { company_id: 'acme', member_id: 'ben', member_hash: 'hash-of-ben', member_context: 'web' },
    '48291',
  ])
  expect(await it.host.accessToken()).toBe('token-for-48291')
  expect(it.host.signed_in.value).toBe('yes')
})

test('keeps nothing of the credentials', async () => {
  const it = screen()
  await welcome(it)
  expect(JSON.stringify({ ...it.host, trouble: it.host.trouble.value })).not.toContain('hash-of-ben')
})

test.each([
  ['another window', { source: {} }],
  ['a look-alike site', { origin: `${site}.evil.example` }],
  ['a shorter origin', { origin: 'https://na.myconnectwise' }],
  ['plain http', { origin: 'http://na.myconnectwise.net' }],
])('does not hear %s', async (_name, from) => {
  const it = screen()
  it.host.start()
  it.send({ MessageFrameID: 'F1' }, from)
  it.send({ event: 'onLoad', _id: 'E', data: { screenObject: { screen: 'ticket', id: 666 } } }, from)
  await settle()
  expect(it.host.ticket.value).toBe('48291')
  expect(it.named('event')).toEqual([])
})

test.each([['not json'], [42], [''], ['null'], ['[]'], [`{"MessageFrameID":"${'x'.repeat(70_000)}"}`]])(
  'is not troubled by %s',
  async (data) => {
    const it = screen()
    it.host.start()
    it.send(data)
    await settle()
    expect(it.named('frameID')).toEqual([])
  },
)

test.each(['onLoad', 'beforeSave', 'beforeBack', 'somethingNew'])(
  'accepts %s before the listener returns, with its id',
  (event) => {
    const it = screen({ exchange: () => new Promise(() => {}) })
    it.host.start()
    it.send({ MessageFrameID: 'F1' })
    it.send({ event, _id: 'E7', data: { screenObject: { screen: 'ticket', id: 48291 } } })
    expect(it.named('event')).toEqual([{ event, _id: 'E7', result: 'success', frameID: 'F1' }])
  },
)

test('follows the ticket: newest onLoad wins, each with a token of its own', async () => {
  const it = screen()
  await welcome(it)
  const seen: (string | null)[] = []
  it.host.ticket.subscribe((ticket) => seen.push(ticket))
  it.send({ event: 'onLoad', _id: 'E1', data: { screenObject: { screen: 'ticket', id: '48288' } } })
  await settle()
  expect(it.host.lastToken()).toBe('token-for-48291')
  it.send({ response: 'GetMemberAuthentication', data: claim })
  await settle()
  expect(await it.host.accessToken()).toBe('token-for-48288')
  it.send({ event: 'onLoad', _id: 'E2', data: { screenObject: { screen: 'ticket', id: 48288 } } })
  await settle()
  expect(seen).toEqual(['48291', '48288'])
  expect(it.exchange).toHaveBeenCalledTimes(2)
})

test('moving on during a sign-in never answers with the token of the ticket before', async () => {
  let finish: (() => void) | undefined
  const it = screen({
    exchange: (_claim, ticket) =>
      new Promise((resolve) => {
        finish = () => resolve(signedIn(`token-for-${ticket}`))
      }),
  })
  await welcome(it)
  const token = it.host.accessToken()
  it.send({ event: 'onLoad', _id: 'E1', data: { screenObject: { screen: 'ticket', id: 48288 } } })
  await settle()
  finish?.()
  await settle()
  it.send({ response: 'getmemberauthentication', data: claim })
  await settle()
  finish?.()
  await expect(token).resolves.toBe('token-for-48288')
})

test.each([
  ['a ticket without a number', { screen: 'ticket', id: 0 }],
  ['a company', { screen: 'company', id: 12 }],
])('%s is no ticket', async (_name, screenObject) => {
  const it = screen()
  await welcome(it)
  it.send({ event: 'onLoad', _id: 'E', data: { screenObject } })
  await settle()
  expect(it.host.ticket.value).toBeNull()
})

test('a refused token is got anew from the screen, once for all who ask', async () => {
  const it = screen()
  await welcome(it)
  const renewals = Promise.all([it.host.renew('token-for-48291'), it.host.renew('token-for-48291')])
  await settle()
  it.send({ response: 'getmemberauthentication', data: claim })
  expect(await renewals).toEqual(['token-for-48291', 'token-for-48291'])
  expect(it.exchange).toHaveBeenCalledTimes(2)
})

test('refreshes the screen and opens tickets by the hosted requests', async () => {
  const it = screen()
  await welcome(it)
  it.host.refreshScreen()
  it.host.refreshScreen()
  it.host.openTicket('48288')
  await vi.advanceTimersByTimeAsync(1000)
  expect(it.named('hosted_request').slice(-2)).toEqual([
    { hosted_request: 'openScreen', args: { newTab: true, screen: 'ticket', id: 48288 }, frameID: 'F1' },
    { hosted_request: 'refreshScreen', args: {}, frameID: 'F1' },
  ])
})

test('names its trouble: not in a frame', () => {
  const it = screen({ framed: false })
  it.host.start()
  expect(it.host.trouble.value?.code).toBe('not_framed')
})

test('names its trouble: no answer in five seconds, gone when one comes', async () => {
  const it = screen()
  it.host.start()
  await vi.advanceTimersByTimeAsync(4900)
  expect(it.host.trouble.value).toBeNull()
  await vi.advanceTimersByTimeAsync(200)
  expect(it.host.trouble.value).toMatchObject({
    code: 'no_handshake',
    facts: { Site: 'na.myconnectwise.net', Pod: 'fp.example' },
  })
  it.send({ MessageFrameID: 'F1' })
  await settle()
  expect(it.host.trouble.value).toBeNull()
})

test('names its trouble: a site that is not ours', async () => {
  const it = screen()
  it.host.start()
  it.send({ MessageFrameID: 'F1' }, { origin: 'https://evil.example' })
  expect(it.host.trouble.value).toMatchObject({ code: 'origin_not_allowed', facts: { Site: 'evil.example' } })
})

test.each([
  ['member_not_confirmed', 401, 'not_signed_in'],
  ['not_your_ticket', 403, 'no_access'],
  ['too_often', 429, 'too_often'],
] as const)('names its trouble: %s', async (code, status, trouble) => {
  const it = screen({
    exchange: async () => {
      throw new ApiProblem(code, { status })
    },
  })
  await welcome(it)
  expect(it.host.trouble.value?.code).toBe(trouble)
  await expect(it.host.lastToken()).toBeNull()
})

test('an unreachable server is tried again by itself', async () => {
  let away = true
  const it = screen({
    exchange: async (_claim, ticket) => {
      if (away) throw new ApiProblem('unreachable')
      return signedIn(`token-for-${ticket}`)
    },
  })
  await welcome(it)
  expect(it.host.trouble.value?.code).toBe('unreachable')
  away = false
  await vi.advanceTimersByTimeAsync(1100)
  it.send({ response: 'getmemberauthentication', data: claim })
  await settle()
  expect(it.host.trouble.value).toBeNull()
  expect(it.host.signed_in.value).toBe('yes')
})

test('a ticket screen that does not say who is looking is ConnectWise being away', async () => {
  const it = screen()
  it.host.start()
  await settle()
  it.send({ MessageFrameID: 'F1' })
  await settle()
  await vi.advanceTimersByTimeAsync(8100)
  expect(it.host.trouble.value?.code).toBe('psa_away')
})

test('a member that nobody linked can link itself, and then works', async () => {
  const body = { code: 'member_not_linked', message: 'Link it once.', by_password: true }
  const it = screen({
    exchange: async () => {
      throw new ApiProblem('member_not_linked', { status: 403, message: body.message, body })
    },
  })
  await welcome(it)
  expect(it.host.trouble.value).toMatchObject({ code: 'not_linked', values: { by_password: true } })

  const calls: { url: string; body: Record<string, unknown> }[] = []
  const answers = [
    new Response(JSON.stringify({ code: 'wrong_credentials', message: 'No.' }), { status: 401 }),
    new Response(JSON.stringify({ ...signedIn('token-of-ben'), ticket_access: 'yes' })),
  ]
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    calls.push({ url, body: JSON.parse(String(init.body)) as Record<string, unknown> })
    return answers.shift()
  })
  const link = async (password: string) => {
    const done = it.host.linkMember?.('ben@acme.example', password).then(
      () => 'linked',
      (error: ApiProblem) => error.code,
    )
    await settle()
    it.send({ response: 'getmemberauthentication', data: claim, _id: 'r2' })
    return done
  }
  expect(await link('wrong')).toBe('wrong_credentials')
  expect(it.host.trouble.value?.code).toBe('not_linked')
  expect(await link('right')).toBe('linked')
  vi.unstubAllGlobals()
  expect(calls[1]).toMatchObject({
    url: '/api/v1/auth/connectwise/link',
    body: { email: 'ben@acme.example', password: 'right', member_id: 'ben', ticket_id: '48291' },
  })
  expect(it.host.trouble.value).toBeNull()
  expect(await it.host.accessToken()).toBe('token-of-ben')
})
