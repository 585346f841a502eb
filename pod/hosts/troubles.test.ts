import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createApp } from '../../server/app.ts'
import { inAccount } from '../../server/db/tx.ts'
import { type People, people } from '../../server/testing/people.ts'
import { requests } from '../../server/testing/request.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { causeOf, troubleWords } from '../frame/trouble-words.ts'
import type { Trouble, TroubleCode } from '../host.ts'
import { problemFrom } from '../line/api-problem.ts'
import { createConnectWiseHost } from './connectwise.ts'
import { troubleOf } from './trouble-of.ts'

const site = 'https://na.myconnectwise.net'

let world: TestWorld
let who: People
let answer: (request: Request) => Response | Promise<Response>
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
})
afterAll(() => world?.stop())
beforeEach(() => {
  const app = createApp(world)
  answer = (request) => app.request(request)
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    // the fallback to another try is not waited for
    const { signal: _, ...sent } = init
    return answer(new Request(`http://fp.example${path}`, sent))
  })
})
afterEach(async () => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
  for (const stop of stops.splice(0)) stop()
  world.simulator.clearFaults()
  await world.db.system`delete from limit_counts`
  await inAcme((sql) => sql`update users set active = true`)
  await inAcme((sql) => sql`update member_mappings set by_owner = true`)
  await inAcme((sql) => sql`update accounts set provisioning = 'approval', linking = 'password'`)
})
const inAcme = (work: Parameters<typeof inAccount>[2]) => inAccount(world.db, who.accounts.acme, work)
const stops: (() => void)[] = []

type Seat = { member?: string; ticket?: string; framed?: boolean; origin?: string; hash?: string }

/** The pod in a ticket screen of this member, with the sign-in that the server really answers. */
function seat(of: Seat = {}) {
  const { member = 'ben', ticket = '48291', framed = true, origin = site, hash } = of
  const win = new EventTarget() as EventTarget & Record<string, unknown>
  const say = (data: object) =>
    win.dispatchEvent(
      Object.assign(new Event('message'), { data: JSON.stringify(data), origin, source: win.parent }),
    )
  const session = world.simulator.openMemberSession('acme', member)
  const claim = {
    companyid: 'acme',
    memberid: member,
    memberHash: hash ?? session.memberHash,
    memberContext: session.memberContext,
  }
  const hear = (text: string) => {
    const { hosted_request } = JSON.parse(text) as { hosted_request?: string }
    if (hosted_request === 'getMemberAuthentication')
      queueMicrotask(() => say({ response: 'getmemberauthentication', data: claim }))
  }
  win.parent = framed ? { postMessage: hear } : win
  win.location = { search: `?id=${ticket}&screen=ticket`, host: 'fp.example', reload: vi.fn() }
  win.localStorage = { getItem: () => null, setItem: () => {} }
  const facts = { surface: 'pod' as const, pod_key: who.pod_keys.acme, psa_origins: [site], build: 'b1' }
  const host = createConnectWiseHost({ win: win as unknown as Window, facts })
  stops.push(host.start())
  return { host, greet: () => say({ MessageFrameID: 'F1' }) }
}

async function troubleIn(of: Seat = {}): Promise<Trouble> {
  const { host, greet } = seat(of)
  greet()
  return vi.waitUntil(() => host.trouble.value, { timeout: 10_000 })
}

/** How each trouble of a pod really comes about. */
const happening: Record<
  Exclude<TroubleCode, 'outdated_build' | 'no_server' | 'panel_outdated' | 'server_outdated'>,
  () => Promise<Trouble | null>
> = {
  not_framed: async () => seat({ framed: false }).host.trouble.value,
  no_handshake: async () => {
    vi.useFakeTimers()
    const { host } = seat()
    await vi.advanceTimersByTimeAsync(6000)
    return host.trouble.value
  },
  origin_not_allowed: () => troubleIn({ origin: 'https://evil.example' }),
  not_signed_in: () => troubleIn({ hash: 'x'.repeat(32) }),
  not_linked: async () => {
    await inAcme((sql) => sql`delete from member_mappings where member_identifier = 'cleo'`)
    return troubleIn({ member: 'cleo' })
  },
  needs_owner: async () => {
    await inAcme((sql) => sql`update member_mappings set by_owner = false`)
    return troubleIn({ member: 'ada' })
  },
  switched_off: async () => {
    await inAcme((sql) => sql`update users set active = false where id = ${who.of.ben.id}`)
    return troubleIn()
  },
  no_access: () => troubleIn({ member: 'ben', ticket: '999999' }),
  ticket_gone: async () => {
    const { body, status } = await requests(world, who).as('ben')('GET', '/psa/tickets/999999')
    return { code: troubleOf(problemFrom(body, status)), facts: {} }
  },
  psa_away: async () => {
    world.simulator.addFault({ kind: 'unreachable' })
    return troubleIn()
  },
  unreachable: () => {
    answer = () => Promise.reject(new TypeError('fetch failed'))
    return troubleIn()
  },
  server_failing: () => {
    const failing = createApp({ ...world, pod_accounts: failingMap() })
    answer = (request) => failing.request(request)
    return troubleIn()
  },
  too_often: async () => {
    for (let n = 0; n < 10; n++) await troubleIn({ hash: 'y'.repeat(32) })
    return troubleIn({ hash: 'y'.repeat(32) })
  },
}

/** Stands for whatever breaks inside the server. */
function failingMap(): TestWorld['pod_accounts'] {
  const map = new Map() as unknown as TestWorld['pod_accounts']
  map.get = () => {
    throw new Error('broken')
  }
  return map
}

test.each(Object.entries(happening))('%s comes about and is named', async (code, happen) => {
  const trouble = await happen()
  expect(trouble?.code).toBe(code)
})

test('whom nobody linked is told whether an admin was asked, and may link themselves where that is allowed', async () => {
  await inAcme((sql) => sql`delete from member_mappings where member_identifier = 'cleo'`)
  const seen = async (provisioning: 'off' | 'approval', linking: 'password' | 'admin') => {
    await inAcme((sql) => sql`update accounts set provisioning = ${provisioning}, linking = ${linking}`)
    return (await troubleIn({ member: 'cleo' })).values
  }
  expect(await seen('approval', 'admin')).toEqual({ asked: true })
  expect(await seen('off', 'admin')).toEqual({})
  expect(await seen('off', 'password')).toEqual({ by_password: true })
  expect(causeOf('not_linked', { asked: true })).not.toBe(causeOf('not_linked'))
})

test('a wait is told in seconds where the server says them', async () => {
  const { values } = (await happening.too_often()) ?? {}
  expect(values?.retry_after_s).toBeGreaterThan(1)
  expect(causeOf('too_often', { retry_after_s: 12 })).toContain('Try again in 12 s.')
  expect(causeOf('too_often', { retry_after_s: 12, by_itself: true })).toContain('by itself in 12 s.')
})

test('no two troubles have the same title, and each has its sentence and one way forward', () => {
  const rows = Object.entries(troubleWords)
  expect(new Set(rows.map(([, { title }]) => title)).size).toBe(rows.length)
  for (const [code, { act }] of rows)
    expect([act, causeOf(code as TroubleCode)]).toEqual([
      expect.stringMatching(/^[A-Z]/),
      expect.stringMatching(/\.$/),
    ])
})
