import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { eventPayloads } from '../../shared/contracts/events.ts'
import { settings, who, write } from '../storage.ts'
import { ben, serverUrl, useBrowser, useServer } from '../testing.ts'
import type { TokenKeeper } from './keep-token.ts'
import { noticeKinds } from './notice-kinds.ts'
import { noticeEvent, notifyOf, openPageOnClick } from './notices.ts'

const stubs = useBrowser()
const keeper = {
  give: async () => ({ kind: 'token', access_token: 'a', left_s: 600 }),
} as unknown as TokenKeeper
const post = {
  id: 'p1',
  kind: 'note',
  user_id: ben.id,
  session_id: 's1' as string | null,
  ticket_id: '48291',
  state: 'rejected',
  explanation: 'ConnectWise did not answer at 14:02.',
  created_at: '2026-11-20T14:00:00.000Z',
  posted_at: null as string | null,
}
const at = (clock: string) => `2026-11-20T${clock}.000Z`
const changed = async (state: string) => {
  const about = noticeEvent('post.changed', { post_id: 'p1', session_id: 's1', state })
  if (about) await notifyOf(about, keeper)
}

afterEach(() => vi.restoreAllMocks())
beforeEach(async () => {
  stubs.granted.add('notifications')
  await write(settings, { ...settings.empty, server_url: serverUrl })
  await write(who, { user: ben, word: null })
})

test.each([
  ['needs_human', null, null],
  ['rejected', null, 'Your note on #48291 was not posted'],
  ['blocked', null, 'Your note on #48291 was not posted'],
  ['posted', at('14:02:01'), 'Your note on #48291 was posted late'],
  ['verified', at('14:20:00'), 'Your note on #48291 was posted late'],
  ['posted', at('14:01:59'), null],
  ['checking', null, null],
  ['cancelled', null, null],
])('%s at %s: %s', async (state, posted_at, title) => {
  const calls = useServer(() => ({ body: { ...post, state, posted_at } }))
  await changed(state)
  expect(stubs.notices.map((notice) => notice.title)).toEqual(title ? [title] : [])
  if (title) expect(stubs.notices[0]?.message).toBe(post.explanation)
  if (title) expect(calls.map(({ path }) => path)).toEqual(['/api/v1/posts/p1'])
})

test.each([
  ['time_entry', 'rejected', 'Your time entry on #48291 was not booked'],
  ['status', 'verified', 'Your change of the status on #48291 was made late'],
  ['assignment', 'blocked', 'Your assignment on #48291 was not made'],
  ['toString', 'rejected', 'Your post on #48291 was not made'],
])('another kind of write is called what it is: %s', async (kind, state, title) => {
  useServer(() => ({ body: { ...post, kind, state, posted_at: at('15:00:00') } }))
  await changed(state)
  expect(stubs.notices.map((notice) => notice.title)).toEqual([title])
})

test('each kind notifies once, however often its event comes', async () => {
  useServer(() => ({ body: post }))
  await Promise.all([1, 2, 3].map(() => changed('rejected')))
  await changed('rejected')
  expect(stubs.notices).toHaveLength(1)
})

test('a colleague’s note is none of mine', async () => {
  useServer(() => ({ body: { ...post, user_id: 'cleo' } }))
  await changed('rejected')
  expect(stubs.notices).toEqual([])
})

test('what was settled meanwhile notifies nobody', async () => {
  useServer(() => ({ body: { ...post, state: 'verified', posted_at: at('14:00:30') } }))
  await changed('rejected')
  expect(stubs.notices).toEqual([])
})

test('switched off or not allowed, nothing is even asked', async () => {
  const calls = useServer(() => ({ body: post }))
  await write(settings, { ...settings.empty, server_url: serverUrl, notices: false })
  await changed('rejected')
  await write(settings, { ...settings.empty, server_url: serverUrl })
  stubs.granted.clear()
  await changed('rejected')
  expect([stubs.notices, calls]).toEqual([[], []])
})

test.each([
  ['its case', 's1', '/app/cases/s1'],
  ['the list of posts, without a case', null, '/app/posts'],
])('a click opens %s', async (_what, session_id, path) => {
  useServer(() => ({ body: { ...post, session_id } }))
  const clicks: ((id: string) => void)[] = []
  vi.spyOn(browser.notifications.onClicked, 'addListener').mockImplementation((listener) => {
    clicks.push(listener)
  })
  const opened = vi.spyOn(browser.tabs, 'create')
  await changed('rejected')
  openPageOnClick()
  clicks[0]?.(stubs.notices[0]?.id ?? '')
  await vi.waitFor(() => expect(opened).toHaveBeenLastCalledWith({ url: `${serverUrl}${path}` }))
  clicks[0]?.('case.s1.p1.0')
  await vi.waitFor(() => expect(opened).toHaveBeenLastCalledWith({ url: `${serverUrl}/app` }))
})

test.each([
  ['an event of no kind', 'session.changed', { session_id: 's1', state_version: 2 }],
  ['an event nobody knows', 'toString', {}],
  ['data that are none', 'post.changed', { post_id: 7 }],
  ['no data', 'post.changed', null],
])('%s is left alone', (_what, event, data) => {
  expect(noticeEvent(event, data)).toBeNull()
})

const told = {
  id: 'n1',
  kind: 'escalation',
  session_id: 's1' as string | null,
  post_kind: null as string | null,
  ticket_id: '48291' as string | null,
  client_name: 'Contoso Dental' as string | null,
  audience: null as string | null,
  title: 'Mail from outside' as string | null,
  by: 'Cleo Marchetti' as string | null,
  browser: true,
  seen_at: null as string | null,
  read_at: null as string | null,
}
const heard = async (isLive = false) => {
  const about = noticeEvent('notification.created', { notification_id: 'n1' })
  if (about) await notifyOf(about, keeper, isLive)
}

test.each<[string, Partial<typeof told>, string, string, string?]>([
  ['an escalation', {}, 'Cleo Marchetti escalated #48291', '/app/cases/s1?pickup=true'],
  ['of no ticket', { ticket_id: null, by: null }, 'Somebody escalated a case', '/app/cases/s1?pickup=true'],
  ['picked up', { kind: 'handoff_claimed' }, 'Cleo Marchetti picked up #48291', '/app/cases/s1'],
  [
    'a post of no case',
    { kind: 'post_needs_you', post_kind: 'time_entry', session_id: null },
    'Your time entry on #48291 needs you',
    '/app/posts',
  ],
  [
    'a reminder',
    { kind: 'reminder', audience: 'client_update', by: null },
    'Update due: Contoso Dental, mail from outside',
    '/app/cases/s1?share=client_update',
    'A click opens it.',
  ],
  ['of a newer server', { kind: 'toString' }, 'FlowPilot has something new for you', '/app/cases/s1'],
])(
  'what the bell tells, %s',
  async (_what, more, title, path, message = 'Contoso Dental: Mail from outside') => {
    const calls = useServer(() => ({ body: { ...told, ...more } }))
    await heard()
    await heard()
    expect(stubs.notices.map((notice) => [notice.title, notice.message])).toEqual([[title, message]])
    expect(stubs.notices[0]?.id).toBe(`${path}#told.n1`)
    expect(calls[0]?.path).toBe('/api/v1/notifications/n1')
  },
)

test.each<[string, Partial<typeof told>]>([
  ['a screen with the focus has shown', { seen_at: at('14:00:00') }],
  ['was read meanwhile', { read_at: at('14:00:00') }],
  ['this person does not want from the browser', { browser: false }],
])('what %s is not said', async (_what, more) => {
  useServer(() => ({ body: { ...told, ...more } }))
  await heard()
  expect(stubs.notices).toEqual([])
})

test('what comes this moment is read when a screen with the focus had the time to say that it showed it', async () => {
  vi.useFakeTimers()
  const calls = useServer(() => ({ body: told }))
  const notified = heard(true)
  await vi.advanceTimersByTimeAsync(2_900)
  expect(calls).toEqual([])
  await vi.advanceTimersByTimeAsync(200)
  await notified
  expect(stubs.notices).toHaveLength(1)
  vi.useRealTimers()
})

test('every kind has a name of its own and an event that the server sends', () => {
  expect(new Set(noticeKinds.map(({ name }) => name)).size).toBe(noticeKinds.length)
  for (const { event } of noticeKinds) expect(Object.keys(eventPayloads)).toContain(event)
})
