import { beforeEach, expect, test } from 'vitest'
import { settings, who, write } from '../storage.ts'
import { ben, serverUrl, useBrowser, useServer } from '../testing.ts'
import type { TokenKeeper } from './keep-token.ts'
import { notifyOfPost } from './notices.ts'

const stubs = useBrowser()
const keeper = {
  give: async () => ({ kind: 'token', access_token: 'a', left_s: 600 }),
} as unknown as TokenKeeper
const post = {
  id: 'p1',
  user_id: ben.id,
  session_id: 's1',
  ticket_id: '48291',
  state: 'needs_human',
  explanation: 'ConnectWise did not answer at 14:02.',
  created_at: '2026-11-20T14:00:00.000Z',
  posted_at: null as string | null,
}
const at = (clock: string) => `2026-11-20T${clock}.000Z`

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
  useServer(() => ({ body: { ...post, state, posted_at } }))
  await notifyOfPost('p1', state, keeper)
  expect(stubs.notices.map((notice) => notice.title)).toEqual(title ? [title] : [])
  if (title) expect(stubs.notices[0]?.message).toBe(post.explanation)
})

test('each kind notifies once, however often its event comes', async () => {
  useServer(() => ({ body: post }))
  await Promise.all([1, 2, 3].map(() => notifyOfPost('p1', 'needs_human', keeper)))
  await notifyOfPost('p1', 'needs_human', keeper)
  expect(stubs.notices).toHaveLength(1)
})

test('a colleague’s note is none of mine', async () => {
  useServer(() => ({ body: { ...post, user_id: 'cleo' } }))
  await notifyOfPost('p1', 'needs_human', keeper)
  expect(stubs.notices).toEqual([])
})

test('what was settled meanwhile notifies nobody', async () => {
  useServer(() => ({ body: { ...post, state: 'verified', posted_at: at('14:00:30') } }))
  await notifyOfPost('p1', 'needs_human', keeper)
  expect(stubs.notices).toEqual([])
})

test('switched off or not allowed, nothing is even asked', async () => {
  const calls = useServer(() => ({ body: post }))
  await write(settings, { ...settings.empty, server_url: serverUrl, notices: false })
  await notifyOfPost('p1', 'needs_human', keeper)
  await write(settings, { ...settings.empty, server_url: serverUrl })
  stubs.granted.clear()
  await notifyOfPost('p1', 'needs_human', keeper)
  expect([stubs.notices, calls]).toEqual([[], []])
})
