import { afterEach, expect, test, vi } from 'vitest'
import { bodyOf, createApi, postJson } from './api.ts'
import { ApiProblem } from './api-problem.ts'
import { readEvents } from './read-events.ts'

afterEach(() => vi.unstubAllGlobals())

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })

function answering(...answers: (Response | Error)[]) {
  const calls: { url: string; token: string | null }[] = []
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    calls.push({ url: String(input), token: new Headers(init?.headers).get('authorization') })
    const next = answers.shift()
    if (!next) throw new Error('one call too many')
    if (next instanceof Error) throw next
    return next
  })
  return calls
}

const host = () => ({
  base_url: 'http://fp',
  accessToken: async () => 'first',
  renew: vi.fn(async (_rejected: string) => 'second'),
})

test('a refused token is renewed and the call repeated once', async () => {
  const calls = answering(json(401, { code: 'not_signed_in' }), json(200, { user: { name: 'Ben' } }))
  const source = host()
  const me = await bodyOf(createApi(source).client.me.$get())
  expect(me.user.name).toBe('Ben')
  expect(calls.map((call) => call.token)).toEqual(['Bearer first', 'Bearer second'])
  expect(source.renew).toHaveBeenCalledWith('first')
})

test('a second refusal is not tried again', async () => {
  const calls = answering(json(401, { code: 'not_signed_in' }), json(401, { code: 'not_signed_in' }))
  await expect(bodyOf(createApi(host()).client.me.$get())).rejects.toMatchObject({
    code: 'not_signed_in',
    status: 401,
  })
  expect(calls).toHaveLength(2)
})

test('a problem keeps its sentence, fields and particulars', async () => {
  answering(
    json(409, {
      code: 'case_already_open',
      message: 'Join it.',
      request_id: 'r',
      session_id: 's',
      fields: { a: 'b' },
    }),
  )
  const problem: unknown = await createApi(host())
    .send('http://fp/x')
    .catch((error: unknown) => error)
  expect(problem).toBeInstanceOf(ApiProblem)
  expect(problem).toMatchObject({
    code: 'case_already_open',
    message: 'Join it.',
    fields: { a: 'b' },
    extra: { session_id: 's' },
  })
})

test('an answer that is not ours is told by its status; the words of a newer server stand', async () => {
  answering(new Response('<html>Bad gateway</html>', { status: 502 }))
  await expect(postJson('/x', {})).rejects.toMatchObject({ code: 'unreachable' })
  answering(json(500, { code: 'from_the_future', message: 'What happened.' }))
  await expect(postJson('/x', {})).rejects.toMatchObject({
    code: 'from_the_future',
    message: 'What happened.',
  })
  answering(json(500, { code: 'without_words' }))
  await expect(postJson('/x', {})).rejects.toMatchObject({ code: 'internal' })
})

test('a broken line is told once to whoever watches it', async () => {
  answering(new TypeError('fetch failed'))
  const onUnreachable = vi.fn()
  await expect(createApi(host(), { onUnreachable }).send('http://fp/x')).rejects.toMatchObject({
    code: 'unreachable',
  })
  expect(onUnreachable).toHaveBeenCalledOnce()
})

function streamOf(chunks: string[]): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk))
      controller.close()
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}

test('frames arrive whole however the bytes were cut', async () => {
  const text =
    ':\n\nid: 7\nevent: session.changed\ndata: {"session_id":"s","state_version":2}\n\nevent: reply\ndata: {"text":"a\\n\\nb"}\n\n'
  for (const size of [1, 3, 7, text.length]) {
    const chunks = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
    const frames = []
    for await (const frame of readEvents(streamOf(chunks))) frames.push(frame)
    expect(frames).toEqual([
      { event: 'session.changed', id: '7', data: { session_id: 's', state_version: 2 } },
      { event: 'reply', id: null, data: { text: 'a\n\nb' } },
    ])
  }
})

test('silence ends a stream', async () => {
  const response = new Response(new ReadableStream(), { headers: { 'content-type': 'text/event-stream' } })
  const read = async () => {
    for await (const frame of readEvents(response, 30)) return frame
  }
  await expect(read()).rejects.toMatchObject({ code: 'stream_cut' })
})
