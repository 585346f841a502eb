import pino from 'pino'
import { describe, expect, test } from 'vitest'
import type { PostState } from '../../../shared/contracts/post-states.ts'
import type { WriteOutcome } from '../../psa/provider.ts'
import { createRegistry } from '../../psa/registry.ts'
import { noon, postRow } from '../../testing/post-rows.ts'
import { connectionTo } from '../../testing/psa-connection.ts'
import { taggedText } from '../tag.ts'
import { onWriteResult } from './on-write.ts'

const post = postRow()
const clock = { now: noon, settle_s: 180, audit_s: 600 }
const claim = { owner: post.owner ?? '', attempt: post.attempt }
const order = {
  ticket_id: post.ticket_id,
  text: taggedText(post.body, post.tag),
  placement: post.placement,
  member_identifier: 'ben',
  notify: false,
}
const note = {
  id: 9101,
  ticketId: 48291,
  text: order.text,
  internalAnalysisFlag: true,
  detailDescriptionFlag: false,
  resolutionFlag: false,
}

type Signal = () => Response | Promise<Response>

/** What one signal of the network means, from the wire to the state of the post. `probe`: what `/system/info` answers. */
async function meaning(signal: Signal, probe: Signal = () => Response.json({ version: 'v2026.4' })) {
  const asked: string[] = []
  const fetch = async (url: string | URL | Request, init?: RequestInit) => {
    asked.push(`${init?.method} ${new URL(String(url)).pathname.split('/').slice(-2).join('/')}`)
    expect(init?.redirect).toBe('manual')
    return String(url).includes('/system/info') ? probe() : signal()
  }
  const registry = createRegistry({
    config: { ALLOW_LOOPBACK_PSA: true },
    log: pino({ level: 'silent' }),
    fetch: fetch as never,
  })
  const provider = registry.provider(connectionTo({ url: 'http://127.0.0.1:1' }))
  const outcome = await provider.createNote(order, AbortSignal.timeout(5_000))
  const set = onWriteResult(post, claim, outcome, clock)?.set
  const writes = asked.filter((line) => line.startsWith('POST')).length
  return { outcome, state: set?.state, attempt: set?.attempt ?? post.attempt, writes, set }
}

const failing =
  (error: object): Signal =>
  () => {
    throw Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('x'), error) })
  }
const aborted =
  (name: string): Signal =>
  () => {
    throw new DOMException('x', name)
  }
const status =
  (code: number, headers: Record<string, string> = {}): Signal =>
  () =>
    new Response(JSON.stringify({ code: 'X', message: 'No.' }), { status: code, headers })
const body =
  (text: string, code = 201): Signal =>
  () =>
    new Response(text, { status: code })
/** The connection breaks amid the body. */
const cut: Signal = () =>
  new Response(
    new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode('{"id": 91'))
        controller.error(Object.assign(new Error('terminated'), { code: 'UND_ERR_SOCKET' }))
      },
    }),
    { status: 201 },
  )

type Row = [name: string, signal: Signal, kind: WriteOutcome['kind'], state: PostState, attempt: 0 | 1]

describe('nothing was sent: later again, and it is no attempt', () => {
  test.each<Row>([
    ['no such host', failing({ code: 'ENOTFOUND' }), 'not_sent', 'ready', 0],
    ['no name server', failing({ code: 'EAI_AGAIN' }), 'not_sent', 'ready', 0],
    ['refused', failing({ code: 'ECONNREFUSED' }), 'not_sent', 'ready', 0],
    ['connect timeout', failing({ code: 'UND_ERR_CONNECT_TIMEOUT' }), 'not_sent', 'ready', 0],
    ['TLS not made', failing({ code: 'ECONNRESET', not_connected: true }), 'not_sent', 'ready', 0],
    ['429', status(429), 'not_sent', 'ready', 0],
    ['429 with a time', status(429, { 'retry-after': '7' }), 'not_sent', 'ready', 0],
  ])('%s', check)

  test.each([
    ['7', 7],
    ['99999999', 900],
    ['soon', 30],
    ['', 30],
    ['-5', 1],
  ])('429 that says "%s" waits %i s', async (said, waited) => {
    const { set } = await meaning(status(429, { 'retry-after': said }))
    expect(Date.parse(set?.send_after ?? '') - Date.parse(noon)).toBe(waited * 1000)
  })
})

describe('a definite no', () => {
  test.each<Row>(
    [400, 405, 409, 413, 415, 422].map((code) => [String(code), status(code), 'refused', 'rejected', 1]),
  )('%s', check)

  test.each([403, 404])('%i where the keys do work', async (code) => {
    const { outcome, state } = await meaning(status(code))
    expect([outcome.kind, state]).toEqual(['refused', 'rejected'])
  })
})

describe('the keys, or the address, are wrong: the whole connection waits', () => {
  test.each<Row>([
    ['401', status(401), 'keys_refused', 'blocked', 0],
    ...[301, 302, 303, 307, 308].map(
      (code): Row => [
        String(code),
        status(code, { location: 'https://elsewhere.example/' }),
        'keys_refused',
        'blocked',
        0,
      ],
    ),
  ])('%s', check)

  test.each([
    [403, 401],
    [403, 403],
    [404, 404],
    [404, 401],
  ])('%i where the keys answer %i elsewhere', async (code, elsewhere) => {
    const { outcome, state, attempt } = await meaning(status(code), status(elsewhere))
    expect([outcome.kind, state, attempt]).toEqual(['keys_refused', 'blocked', 0])
  })

  test.each<[string, Signal]>([
    ['answers 500', status(500)],
    ['breaks', failing({ code: 'ECONNRESET' })],
    ['is a page', body('<html>', 200)],
  ])('404 where the other question %s is not known', async (_, probe) => {
    const { outcome, state } = await meaning(status(404), probe)
    expect([outcome.kind, state]).toEqual(['unknown', 'uncertain'])
  })
})

describe('not known: only a look can tell', () => {
  test.each<Row>([
    ...[408, 500, 501, 502, 503, 504, 507, 520, 521, 522, 523, 524, 525, 526, 527, 530].map(
      (code): Row => [String(code), status(code), 'unknown', 'uncertain', 1],
    ),
    ...[402, 406, 410, 411, 412, 418, 423, 425, 431, 451, 499].map(
      (code): Row => [`${code}, which no table names`, status(code), 'unknown', 'uncertain', 1],
    ),
    ['reset after the first byte', failing({ code: 'ECONNRESET' }), 'unknown', 'uncertain', 1],
    ['a broken pipe', failing({ code: 'EPIPE' }), 'unknown', 'uncertain', 1],
    ['the other side closed', failing({ code: 'UND_ERR_SOCKET' }), 'unknown', 'uncertain', 1],
    ['no headers in time', failing({ code: 'UND_ERR_HEADERS_TIMEOUT' }), 'unknown', 'uncertain', 1],
    ['silence amid the answer', failing({ code: 'UND_ERR_BODY_TIMEOUT' }), 'unknown', 'uncertain', 1],
    ['a timeout of the socket', failing({ code: 'ETIMEDOUT' }), 'unknown', 'uncertain', 1],
    ['our own deadline', aborted('TimeoutError'), 'unknown', 'uncertain', 1],
    ['an abort', aborted('AbortError'), 'unknown', 'uncertain', 1],
    ['an error nobody knows', failing({}), 'unknown', 'uncertain', 1],
    ['503 with Retry-After', status(503, { 'retry-after': '5' }), 'unknown', 'uncertain', 1],
  ])('%s', check)
})

describe('yes, but which note: looked for, never sent again', () => {
  test.each<Row>([
    ['201 cut off', cut, 'unidentified', 'uncertain', 1],
    ['201 empty', body(''), 'unidentified', 'uncertain', 1],
    ['201 with a page', body('<html>Signal in</html>'), 'unidentified', 'uncertain', 1],
    ['200 with a page', body('<!doctype html>', 200), 'unidentified', 'uncertain', 1],
    ['201 with half of its JSON', body('{"id": 9101, "te'), 'unidentified', 'uncertain', 1],
    ['201 without an id', body('{"text": "x"}'), 'unidentified', 'uncertain', 1],
    ['201 with id 0', body('{"id": 0}'), 'unidentified', 'uncertain', 1],
    ['201 with an id that is no number', body('{"id": "9101"}'), 'unidentified', 'uncertain', 1],
    ['201 with a list', body('[]'), 'unidentified', 'uncertain', 1],
    ['204', () => new Response(null, { status: 204 }), 'unidentified', 'uncertain', 1],
  ])('%s', check)
})

describe('yes', () => {
  test('201 whole, with its id and the flags that were asked for', async () => {
    const { outcome, state, set } = await meaning(() => Response.json(note, { status: 201 }))
    expect(outcome).toMatchObject({ kind: 'done', psa_id: '9101', as_asked: true })
    expect(state).toBe('posted')
    expect(set?.psa_id).toBe('9101')
  })

  test.each([
    ['other flags', { detailDescriptionFlag: true }],
    ['another ticket', { ticketId: 48297 }],
    ['another text', { text: 'Something else' }],
  ])('201 with %s is posted, but not as asked', async (_, more) => {
    const { outcome, state } = await meaning(() => Response.json({ ...note, ...more }, { status: 201 }))
    expect(outcome).toMatchObject({ kind: 'done', as_asked: false })
    expect(state).toBe('posted')
  })
})

async function check(_: string, signal: Signal, kind: string, state: string, attempt: number): Promise<void> {
  const seen = await meaning(signal)
  expect([seen.outcome.kind, seen.state, seen.attempt]).toEqual([kind, state, attempt])
  // whatever came, it was written once: no layer below tries again by itself
  expect(seen.writes).toBe(1)
}
