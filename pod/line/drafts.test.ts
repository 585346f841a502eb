import { Hono } from 'hono'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApi } from './api.ts'
import { createDrafts } from './drafts.ts'

type Save = { context: string; body: string; token: string | undefined }

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function withServer(kept: Record<string, string> = {}) {
  const saves: Save[] = []
  const state = { away: false, token: 'ticket-1', known: true, slow: Promise.resolve() }
  const server = new Hono()
    .get('/api/v1/drafts/:context', async (c) => {
      const context = c.req.param('context')
      const body = kept[context] ?? ''
      await state.slow
      return c.json({ context, body, updated_at: null })
    })
    .put('/api/v1/drafts/:context', async (c) => {
      const { body } = await c.req.json<{ body: string }>()
      const context = c.req.param('context')
      kept[context] = body
      saves.push({ context, body, token: c.req.header('authorization') })
      return c.json({ context, body, updated_at: null })
    })
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    if (state.away) throw new TypeError('fetch failed')
    return server.request(input as string, init)
  })
  const host = {
    base_url: 'http://fp',
    accessToken: async () => state.token,
    renew: async () => state.token,
    lastToken: () => state.token,
    isKnown: () => state.known,
  }
  return { drafts: createDrafts(createApi(host), host), saves, state, kept }
}
const settle = () => vi.advanceTimersByTimeAsync(0)

test('what was typed before comes back', async () => {
  const { drafts } = withServer({ 'ticket-1': 'half a sentence' })
  const draft = drafts.of('ticket-1')
  await settle()
  expect(draft.text.value).toBe('half a sentence')
  expect(draft.state.value).toBe('saved')
})

test('what is typed while it loads is not overwritten', async () => {
  const { drafts } = withServer({ new: 'old' })
  const draft = drafts.of('new')
  draft.set('newer')
  await settle()
  expect(draft.text.value).toBe('newer')
})

test('a slow reading does not bring back what was emptied and saved meanwhile', async () => {
  const { drafts, state, saves } = withServer({ new: 'old' })
  const draft = drafts.of('new')
  await settle()
  let arrive = () => {}
  state.slow = new Promise((done) => {
    arrive = done
  })
  drafts.refresh()
  await settle()
  draft.set('')
  await vi.advanceTimersByTimeAsync(400)
  expect(saves.map(({ body }) => body)).toEqual([''])
  arrive()
  await settle()
  expect(draft.text.value).toBe('')
})

test('saves once typing rests, the newest text only', async () => {
  const { drafts, saves } = withServer()
  const draft = drafts.of('new')
  await settle()
  for (const text of ['a', 'ab', 'abc']) {
    draft.set(text)
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(saves).toEqual([])
  await vi.advanceTimersByTimeAsync(400)
  expect(saves.map((save) => save.body)).toEqual(['abc'])
  expect(draft.state.value).toBe('saved')
})

test('one context never shows the text of another', async () => {
  const { drafts } = withServer()
  drafts.of('ticket-1').set('for one')
  await settle()
  expect(drafts.of('ticket-2').text.value).toBe('')
})

test('leaving a ticket saves with the token of the ticket it was typed on', async () => {
  const { drafts, saves, state } = withServer()
  const draft = drafts.of('ticket-1')
  await settle()
  draft.set('typed on one')
  state.token = 'ticket-2'
  drafts.flushAll()
  await settle()
  expect(saves).toEqual([{ context: 'ticket-1', body: 'typed on one', token: 'Bearer ticket-1' }])
})

test('kept here while the server is away, saved when it is back', async () => {
  const { drafts, saves, state } = withServer()
  const draft = drafts.of('new')
  await settle()
  state.away = true
  draft.set('important')
  await vi.advanceTimersByTimeAsync(500)
  expect(draft.state.value).toBe('kept_here')
  expect(draft.text.value).toBe('important')
  state.away = false
  await vi.advanceTimersByTimeAsync(4000)
  expect(saves.map((save) => save.body)).toEqual(['important'])
  expect(draft.state.value).toBe('saved')
})

test('sent text is emptied on the server too', async () => {
  const { drafts, kept } = withServer({ new: 'sent' })
  const draft = drafts.of('new')
  await settle()
  draft.clear()
  await settle()
  expect(kept.new).toBe('')
  expect(draft.text.value).toBe('')
})

test('what could not be saved waits for whoever typed it, and goes to nobody else', async () => {
  const { drafts, saves, state } = withServer()
  const draft = drafts.of('new')
  await settle()
  draft.set('from Ada')
  state.known = false
  state.token = 'cleo'
  await vi.advanceTimersByTimeAsync(10_000)
  expect(saves).toEqual([])
  draft.flush()
  await settle()
  expect(saves).toEqual([{ context: 'new', body: 'from Ada', token: 'Bearer ticket-1' }])
})

test('a text longer than the server takes stays here, and is saved once it is cut', async () => {
  const { drafts, saves } = withServer()
  const draft = drafts.of('ticket-1')
  await settle()
  draft.set('x'.repeat(100_001))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(saves).toEqual([])
  expect(draft.text.value).toHaveLength(100_001)
  expect(draft.state.value).toBe('kept_here')
  draft.set('x'.repeat(100_000))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(saves.map(({ body }) => body.length)).toEqual([100_000])
  expect(draft.state.value).toBe('saved')
})
