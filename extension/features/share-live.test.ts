import { afterEach, expect, test, vi } from 'vitest'
import { createSharedLive } from './share-live.ts'

afterEach(() => {
  for (const end of ends.splice(0)) end()
})
const ends: (() => void)[] = []

/** One lock, given to those who wait in their order, as the browser does. */
function createLocks() {
  let last: Promise<unknown> = Promise.resolve()
  return {
    request: (_name: string, options: { signal?: AbortSignal }, work: () => Promise<unknown>) => {
      const mine = last.then(() => (options.signal?.aborted ? undefined : work()))
      last = mine.catch(() => {})
      return mine
    },
  } as unknown as LockManager
}

/** Streams that stay open; `send` writes to the newest one. */
function createServer() {
  const asked: (string | null)[] = []
  let write: ((text: string) => void) | null = null
  return {
    asked,
    open: () => asked.length,
    send: (event: string, data: object, id?: number) =>
      write?.(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    api: {
      base_url: '',
      send: async (_url: RequestInfo | URL, init: RequestInit = {}) => {
        asked.push(new Headers(init.headers).get('last-event-id'))
        const body = new ReadableStream<Uint8Array>({
          start: (stream) => {
            write = (text) => stream.enqueue(new TextEncoder().encode(text))
            init.signal?.addEventListener('abort', () => stream.error(new DOMException('left', 'AbortError')))
          },
        })
        return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
      },
    },
  }
}

type Server = ReturnType<typeof createServer>

function panel(server: Server, locks: LockManager, name: string) {
  const received: number[] = []
  const states: unknown[] = []
  const channel = new BroadcastChannel(name)
  const live = createSharedLive(server.api, { locks, channel }, (id) => states.push(id))
  live.follow(
    ['session.changed'],
    (events) => received.push(...(events ?? []).map(({ state_version }) => state_version)),
    { settleMs: 0 },
  )
  live.start()
  const close = () => live.stop()
  ends.push(close)
  return { live, received, states, close }
}
const change = (server: Server, version: number) =>
  server.send('session.changed', { session_id: 's', state_version: version }, version)

test('one stream for all panels; when its keeper closes the next goes on behind the last word', async () => {
  const server = createServer()
  const locks = createLocks()
  const [first, second, third] = ['a', 'b', 'c'].map(() => panel(server, locks, 'one-stream'))
  await vi.waitFor(() => expect(first?.live.state.value.status).toBe('live'))
  await vi.waitFor(() => expect(third?.live.state.value.status).toBe('live'))
  change(server, 7)
  for (const each of [first, second, third]) await vi.waitFor(() => expect(each?.received).toEqual([7]))
  expect(server.asked).toEqual([null])

  first?.close()
  await vi.waitFor(() => expect(server.asked).toEqual([null, '7']))
  change(server, 8)
  for (const each of [second, third]) await vi.waitFor(() => expect(each?.received).toEqual([7, 8]))
  expect(first?.received).toEqual([7])
  // the background is states once, by whoever keeps the stream
  expect([first?.states, second?.states, third?.states]).toEqual([['7'], ['8'], []])
})

test('a panel that opens later knows where the stream stands, even when nothing happened since', async () => {
  const server = createServer()
  const locks = createLocks()
  const first = panel(server, locks, 'later')
  await vi.waitFor(() => expect(server.open()).toBe(1))
  server.send('ready', { seq: 41 }, 41)
  const second = panel(server, locks, 'later')
  await vi.waitFor(() => expect(second.live.state.value.status).toBe('live'))
  first.close()
  await vi.waitFor(() => expect(server.asked).toEqual([null, '41']))
})

test('a panel that found the line dead has the keeper open it anew', async () => {
  const server = createServer()
  const locks = createLocks()
  panel(server, locks, 'dead')
  const second = panel(server, locks, 'dead')
  await vi.waitFor(() => expect(second.live.state.value.status).toBe('live'))
  second.live.restart()
  await vi.waitFor(() => expect(server.open()).toBe(2))
})

test('what is no word of ours on the channel is not received', async () => {
  const server = createServer()
  const one = panel(server, { request: () => new Promise(() => {}) } as unknown as LockManager, 'noise')
  const noise = new BroadcastChannel('noise')
  ends.push(() => noise.close())
  for (const message of [null, 'x', { kind: 'event' }, { kind: 'state', state: { status: 'fine' } }])
    noise.postMessage(message)
  noise.postMessage({
    kind: 'event',
    event: 'session.changed',
    id: '9',
    data: { session_id: 's', state_version: 9 },
  })
  await vi.waitFor(() => expect(one.received).toEqual([9]))
  expect(one.live.state.value.status).toBe('connecting')
})
