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
  state: 'needs_human',
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
  ['needs_human', null, 'Your note on #48291 needs you'],
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
  ['assignment', 'needs_human', 'Your assignment on #48291 needs you'],
  ['toString', 'rejected', 'Your post on #48291 was not made'],
])('another kind of write is called what it is: %s', async (kind, state, title) => {
  useServer(() => ({ body: { ...post, kind, state, posted_at: at('15:00:00') } }))
  await changed(state)
  expect(stubs.notices.map((notice) => notice.title)).toEqual([title])
})

test('each kind notifies once, however often its event comes', async () => {
  useServer(() => ({ body: post }))
  await Promise.all([1, 2, 3].map(() => changed('needs_human')))
  await changed('needs_human')
  expect(stubs.notices).toHaveLength(1)
})

test('a colleague’s note is none of mine', async () => {
  useServer(() => ({ body: { ...post, user_id: 'cleo' } }))
  await changed('needs_human')
  expect(stubs.notices).toEqual([])
})

test('what was settled meanwhile notifies nobody', async () => {
  useServer(() => ({ body: { ...post, state: 'verified', posted_at: at('14:00:30') } }))
  await changed('needs_human')
  expect(stubs.notices).toEqual([])
})

test('switched off or not allowed, nothing is even asked', async () => {
  const calls = useServer(() => ({ body: post }))
  await write(settings, { ...settings.empty, server_url: serverUrl, notices: false })
  await changed('needs_human')
  await write(settings, { ...settings.empty, server_url: serverUrl })
  stubs.granted.clear()
  await changed('needs_human')
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
  await changed('needs_human')
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

test('every kind has a name of its own and an event that the server sends', () => {
  expect(new Set(noticeKinds.map(({ name }) => name)).size).toBe(noticeKinds.length)
  for (const { event } of noticeKinds) expect(Object.keys(eventPayloads)).toContain(event)
})
