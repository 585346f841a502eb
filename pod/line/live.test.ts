import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ApiProblem } from './api-problem.ts'
import { backoffMs, createListeners, createLive } from './live.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('waits 1, 2, 4, then 8 seconds, each up to a fifth shorter', () => {
  expect([0, 1, 2, 3, 4, 50].map((attempt) => backoffMs(attempt, () => 0))).toEqual([
    1000, 2000, 4000, 8000, 8000, 8000,
  ])
  expect([0, 3].map((attempt) => backoffMs(attempt, () => 1))).toEqual([800, 6400])
})

/** A server of event streams: each connection is held open until it is cut. */
function streams() {
  const opened: { lastId: string | null; say(text: string): void; cut(): void }[] = []
  let refusing = false
  const send = async (_input: RequestInfo | URL, init: RequestInit = {}) => {
    if (refusing) throw new ApiProblem('unreachable')
    let control!: ReadableStreamDefaultController<Uint8Array>
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        control = controller
      },
    })
    init.signal?.addEventListener('abort', () => control.error(new DOMException('gone', 'AbortError')))
    opened.push({
      lastId: new Headers(init.headers).get('last-event-id'),
      say: (text) => control.enqueue(new TextEncoder().encode(text)),
      cut: () => control.close(),
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }
  const refuse = (yes: boolean) => {
    refusing = yes
  }
  return { opened, send, base_url: '', refuse }
}
const settle = () => vi.advanceTimersByTimeAsync(0)

test('tells who follows, and resumes after its last event', async () => {
  const server = streams()
  const live = createLive(server)
  const heard: unknown[] = []
  const unfollow = live.follow(['session.changed'], (events) => heard.push(events))
  live.start()
  await settle()
  expect(live.state.value.status).toBe('live')
  server.opened[0]?.say('event: ready\nid: 4\ndata: {"seq":4}\n\n')
  server.opened[0]?.say('id: 5\nevent: session.changed\ndata: {"session_id":"s","state_version":1}\n\n')
  await vi.advanceTimersByTimeAsync(400)
  expect(heard).toEqual([[{ session_id: 's', state_version: 1 }]])

  server.opened[0]?.cut()
  await vi.advanceTimersByTimeAsync(1000)
  expect(server.opened[1]?.lastId).toBe('5')
  server.opened[1]?.say('id: 6\nevent: session.changed\ndata: {"session_id":"s","state_version":2}\n\n')
  await settle()
  unfollow()
  await vi.advanceTimersByTimeAsync(400)
  expect(heard).toHaveLength(1)
  live.stop()
})

test('a gap in the events is told as reset', async () => {
  const server = streams()
  const live = createLive(server)
  const onReset = vi.fn()
  live.follow(['post.changed'], onReset, { when: () => false })
  live.start()
  await settle()
  server.opened[0]?.say('event: reset\nid: 90\ndata: {"seq":90}\n\n')
  await vi.advanceTimersByTimeAsync(400)
  expect(onReset.mock.calls).toEqual([[null]])
  live.stop()
})

test('says since when it is offline and when it tries again; try now does', async () => {
  const server = streams()
  const live = createLive(server)
  server.refuse(true)
  live.start()
  await settle()
  expect(live.state.value.status).toBe('reconnecting')
  const since = live.state.value.since
  await vi.advanceTimersByTimeAsync(1000)
  expect(live.state.value).toMatchObject({ status: 'offline', since })
  const waitMs = (live.state.value.next_try_at ?? 0) - Date.now()
  expect(waitMs).toBeGreaterThan(500)
  expect(waitMs).toBeLessThanOrEqual(2000)

  server.refuse(false)
  live.tryNow()
  await settle()
  expect(live.state.value).toEqual({ status: 'live', since: null, next_try_at: null })
  live.stop()
})

test('another token opens another stream at once', async () => {
  const server = streams()
  const live = createLive(server)
  live.start()
  await settle()
  live.restart()
  await settle()
  expect(server.opened).toHaveLength(2)
  expect(live.state.value.status).toBe('live')
  live.stop()
  await settle()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(server.opened).toHaveLength(2)
})

test('a stream that falls silent is no longer called live', async () => {
  const server = streams()
  const live = createLive(server)
  live.start()
  await settle()
  await vi.advanceTimersByTimeAsync(30_000)
  server.opened[0]?.say(':\n\n')
  await vi.advanceTimersByTimeAsync(39_000)
  expect(live.state.value.status).toBe('live')
  server.refuse(true)
  await vi.advanceTimersByTimeAsync(2000)
  expect(live.state.value.status).toBe('offline')
  live.stop()
})

const change = (session_id: string, state_version: number) =>
  ['session.changed', { session_id, state_version }] as const
const sessionsOf = (events: readonly { session_id: string }[] | null) =>
  events?.map(({ session_id }) => session_id) ?? null

test('several events become one reading of those that are wanted', async () => {
  const { tell, follow } = createListeners()
  const read: (string[] | null)[] = []
  follow(['session.changed'], (events) => read.push(sessionsOf(events)), {
    when: ({ state_version }) => state_version > 1,
  })
  tell(...change('a', 2))
  tell(...change('b', 1))
  tell('ticket.changed', { ticket_id: '7' })
  await vi.advanceTimersByTimeAsync(300)
  tell(...change('c', 2))
  expect(read).toEqual([])
  await vi.advanceTimersByTimeAsync(100)
  expect(read).toEqual([['a', 'c']])
  tell(...change('d', 2))
  tell('reset', {})
  tell(...change('e', 2))
  await vi.advanceTimersByTimeAsync(400)
  expect(read).toEqual([['a', 'c'], null])
})

test('what comes during a reading is read once more after it, also when it fails, and never beside it', async () => {
  const { tell, follow } = createListeners()
  const begun: (string[] | null)[] = []
  const ends: ((failure?: Error) => void)[] = []
  const unfollow = follow(
    ['session.changed'],
    (events) => {
      begun.push(sessionsOf(events))
      return new Promise<void>((resolve, reject) =>
        ends.push((failure) => (failure ? reject(failure) : resolve())),
      )
    },
    { settleMs: 50 },
  )
  tell(...change('a', 1))
  await vi.advanceTimersByTimeAsync(50)
  tell(...change('b', 1))
  await vi.advanceTimersByTimeAsync(500)
  tell(...change('c', 1))
  await vi.advanceTimersByTimeAsync(500)
  expect(begun).toEqual([['a']])
  ends[0]?.(new Error('no answer'))
  await vi.advanceTimersByTimeAsync(500)
  expect(begun).toEqual([['a'], ['b', 'c']])

  tell(...change('d', 1))
  await vi.advanceTimersByTimeAsync(50)
  unfollow()
  ends[1]?.()
  await vi.advanceTimersByTimeAsync(500)
  expect(begun).toHaveLength(2)
})

/** A page that can be covered by another tab. */
class Tab extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible'
  turn(to: DocumentVisibilityState) {
    this.visibilityState = to
    this.dispatchEvent(new Event('visibilitychange'))
  }
}

test('a page nobody looks at gives its stream back after 5 s, and goes on where it was', async () => {
  const server = streams()
  const tab = new Tab()
  const live = createLive(server, tab)
  live.start()
  await settle()
  server.opened[0]?.say('id: 7\nevent: session.changed\ndata: {"session_id":"s","state_version":1}\n\n')
  await settle()

  tab.turn('hidden')
  await vi.advanceTimersByTimeAsync(4900)
  tab.turn('visible')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(live.state.value.status).toBe('live')

  tab.turn('hidden')
  await vi.advanceTimersByTimeAsync(5000)
  expect(live.state.value).toEqual({ status: 'paused', since: null, next_try_at: null })
  await vi.advanceTimersByTimeAsync(600_000)
  live.tryNow()
  await settle()
  expect(server.opened).toHaveLength(1)

  tab.turn('visible')
  await settle()
  expect(server.opened[1]?.lastId).toBe('7')
  expect(live.state.value.status).toBe('live')
  live.stop()
})

test('a page that opens behind another one waits as well', async () => {
  const server = streams()
  const tab = new Tab()
  tab.turn('hidden')
  const live = createLive(server, tab)
  live.start()
  await vi.advanceTimersByTimeAsync(6000)
  expect(live.state.value.status).toBe('paused')
  tab.turn('visible')
  await settle()
  expect(live.state.value.status).toBe('live')
  live.stop()
})
