import { beforeEach, expect, test, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { settings, ticketOfTab, who, write } from '../storage.ts'
import { ben, type Call, serverUrl, useBrowser, useServer } from '../testing.ts'
import { showBadge } from './badge.ts'
import type { TokenKeeper } from './keep-token.ts'

useBrowser()
beforeEach(async () => {
  await browser.storage.session.clear()
  await write(settings, { ...settings.empty, server_url: serverUrl })
  await write(who, { user: ben, word: null })
})

const keeper = {
  give: async () => ({ kind: 'token', access_token: 'a', left_s: 600 }),
} as unknown as TokenKeeper
const ended = {
  give: async () => ({ kind: 'obstacle', code: 'not_signed_in' }),
} as unknown as TokenKeeper
const ticket = (ticket_id: string, product = 'connectwise') => ({
  product,
  product_name: 'ConnectWise',
  ticket_id,
  site: 'https://na.myconnectwise.net',
  certainty: 'shown' as const,
  needs_grant: false,
})
/** The server of an account whose ConnectWise is the cloud's. */
const acme = ({ path }: Pick<Call, 'path'>): { body: unknown } => ({
  body:
    path === '/api/v1/me'
      ? { psa: { site_url: 'https://api-na.myconnectwise.net' } }
      : { items: path.includes('48291') ? [{ status: 'active' }] : [{ status: 'resolved' }] },
})
const numbers = (calls: Call[]) => calls.filter(({ path }) => path !== '/api/v1/me')
const text = (tabId: number) => browser.action.getBadgeText({ tabId })

test('a dot where a ticket is recognised, filled where a case of mine is open, nothing elsewhere', async () => {
  const calls = useServer(acme)
  await write(ticketOfTab(1), ticket('48291'))
  await write(ticketOfTab(2), ticket('48301'))
  for (const tab of [1, 2, 3]) await showBadge(tab, keeper)
  expect([await text(1), await text(2), await text(3)]).toEqual(['●', '•', ''])
  expect(numbers(calls).map(({ path }) => path)).toEqual([
    '/api/v1/ai-sessions?ticket_id=48291&mine=true&limit=5',
    '/api/v1/ai-sessions?ticket_id=48301&mine=true&limit=5',
  ])
})

test('one ticket is asked about once a minute, also by many tabs at once and after the worker died', async () => {
  const calls = useServer(acme)
  await write(ticketOfTab(1), ticket('48301'))
  await write(ticketOfTab(2), ticket('48301'))
  await Promise.all([1, 2, 1, 2].map((tab) => showBadge(tab, keeper)))
  await showBadge(1, keeper)
  expect(numbers(calls)).toHaveLength(1)
  vi.useFakeTimers({ now: Date.now() + 61_000 })
  await showBadge(1, keeper)
  vi.useRealTimers()
  expect(numbers(calls)).toHaveLength(2)
})

test('a tab that moved on while the server was asked keeps its own sign', async () => {
  useServer(acme)
  await write(ticketOfTab(1), ticket('48291'))
  const moving = {
    give: async () => {
      await write(ticketOfTab(1), ticket('48301', 'zendesk'))
      await showBadge(1, keeper)
      return keeper.give()
    },
  } as unknown as TokenKeeper
  await showBadge(1, moving)
  expect(await text(1)).toBe('•')
})

test('signed out, with the sign-in ended or the server away it is the plain dot', async () => {
  const calls = useServer(() => 'away')
  await write(ticketOfTab(1), ticket('48291'))
  await write(ticketOfTab(2), ticket('48301'))
  await showBadge(1, ended)
  expect([await text(1), calls.length]).toEqual(['•', 0])
  await showBadge(2, keeper)
  expect([await text(2), calls.length]).toEqual(['•', 1])
  await write(who, { user: null, word: null })
  await write(ticketOfTab(3), ticket('48302'))
  await showBadge(3, keeper)
  expect([await text(3), calls.length]).toEqual(['•', 1])
})

test('the same number at another ConnectWise is none of ours, and is told to nobody', async () => {
  const calls = useServer(acme)
  await write(ticketOfTab(1), { ...ticket('48291'), site: 'https://psa.rival.example', needs_grant: true })
  await showBadge(1, keeper)
  expect(await text(1)).toBe('•')
  expect(calls.map(({ path }) => path)).toEqual(['/api/v1/me'])
  await write(ticketOfTab(2), ticket('48291'))
  await showBadge(2, keeper)
  expect(await text(2)).toBe('●')
})

test('who signs in next is not shown the cases of the one before', async () => {
  let status = 'active'
  useServer((call) => (call.path.includes('48291') ? { body: { items: [{ status }] } } : acme(call)))
  await write(ticketOfTab(1), ticket('48291'))
  await showBadge(1, keeper)
  expect(await text(1)).toBe('●')
  status = 'resolved'
  await write(who, { user: { id: '0198a000-0000-7000-8000-00000000c1e0', name: 'Cleo' }, word: null })
  await showBadge(1, keeper)
  expect(await text(1)).toBe('•')
})

test('tickets of other products are not asked about', async () => {
  const calls = useServer(() => ({ body: { items: [] } }))
  await write(ticketOfTab(1), ticket('35436', 'zendesk'))
  await showBadge(1, keeper)
  expect([await text(1), calls.length]).toEqual(['•', 0])
})
