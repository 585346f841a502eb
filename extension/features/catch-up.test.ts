import { beforeEach, expect, test, vi } from 'vitest'
import { eventPlace, read, settings, signInKept, who, write } from '../storage.ts'
import { ben, serverUrl, useBrowser, useServer } from '../testing.ts'
import { catchUp, eventsLock } from './catch-up.ts'
import type { TokenKeeper } from './keep-token.ts'

const stubs = useBrowser()
const keeper = {
  give: async () => ({ kind: 'token', access_token: 'a', left_s: 600 }),
} as unknown as TokenKeeper

beforeEach(async () => {
  stubs.granted.add('notifications')
  await write(settings, { ...settings.empty, server_url: serverUrl })
  await write(who, { user: ben, word: null })
  await write(signInKept, { refresh_token: 'r', server_url: serverUrl })
})

const frame = (event: string, data: object, id?: number) =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

/** An event stream that stays open after `text`, as the server's does. */
function server(text: string) {
  return useServer(({ path }) => {
    if (path !== '/api/v1/events')
      return {
        body: {
          id: path.split('/').at(-1),
          kind: 'note',
          user_id: ben.id,
          session_id: 's1',
          ticket_id: '48291',
          state: 'rejected',
          explanation: 'Look at it.',
          created_at: '2026-11-20T14:00:00.000Z',
          posted_at: null,
        },
      }
    const body = new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode(text)) })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  })
}

test('the first time it only learns where it stands', async () => {
  const calls = server(frame('ready', { seq: 41 }, 41))
  await catchUp(keeper)
  expect(calls.map(({ headers }) => headers.get('last-event-id'))).toEqual([null])
  expect(await read(eventPlace)).toEqual({ user_id: ben.id, last_id: '41', shown: [] })
  expect(stubs.notices).toEqual([])
})

test('what came while nobody looked is notified of, and the next look begins behind it', async () => {
  await write(eventPlace, { user_id: ben.id, last_id: '41', shown: [] })
  const calls = server(
    frame('ready', { seq: 44 }) +
      frame('session.changed', { session_id: 's1', state_version: 2 }, 42) +
      frame('post.changed', { post_id: 'p1', session_id: 's1', state: 'uncertain' }, 43) +
      frame('post.changed', { post_id: 'p1', session_id: 's1', state: 'rejected' }, 44),
  )
  await catchUp(keeper)
  expect(calls[0]?.headers.get('last-event-id')).toBe('41')
  // once for each thing that changed, and not for what nobody is notified of
  expect(calls.slice(1).map(({ path }) => path)).toEqual(['/api/v1/posts/p1'])
  expect(stubs.notices.map(({ title }) => title)).toEqual(['Your note on #48291 was not posted'])
  expect(await read(eventPlace)).toMatchObject({ last_id: '44' })
}, 10_000)

test('another person’s place is not gone on from', async () => {
  await write(eventPlace, { user_id: 'somebody else', last_id: '7', shown: [] })
  const calls = server(frame('ready', { seq: 41 }, 41))
  await catchUp(keeper)
  expect(calls[0]?.headers.get('last-event-id')).toBeNull()
})

test.each([
  ['nobody is signed in', () => write(signInKept, null)],
  [
    'notices are switched off',
    () => write(settings, { ...settings.empty, server_url: serverUrl, notices: false }),
  ],
  ['the browser does not allow notices', async () => stubs.granted.clear()],
  [
    'an open panel hears the events itself',
    async () =>
      vi.stubGlobal('navigator', { locks: { query: async () => ({ held: [{ name: eventsLock }] }) } }),
  ],
])('nothing is asked when %s', async (_name, arrange) => {
  const calls = server('')
  await arrange()
  await catchUp(keeper)
  expect(calls).toEqual([])
})
