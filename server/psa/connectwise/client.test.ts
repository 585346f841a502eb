import pino from 'pino'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import type { PsaFetch } from '../guard.ts'
import { createLimiter } from '../limiter.ts'
import { createClient } from './client.ts'
import { BadAnswer } from './errors.ts'
import { readNotes } from './notes.ts'

const connection = {
  id: 'c1',
  site_url: 'https://na.myconnectwise.net',
  company_id: 'acme',
  public_key: 'pub',
  private_key: 'priv',
  client_id: '3f2a9c54-7d1e-4b60-9a83-5c1f0e7b2d46',
}

/** A client of a ConnectWise that is the given function. */
function clientOf(fetch: PsaFetch, site_url = connection.site_url) {
  return createClient({
    connection: { ...connection, site_url },
    fetch,
    limiter: createLimiter(1_000),
    log: pino({ level: 'silent' }),
  })
}

const signal = AbortSignal.timeout(5_000)
const json = (body: unknown, headers: Record<string, string> = {}) => Response.json(body, { headers })

describe('where and how it asks', () => {
  test.each([
    ['https://na.myconnectwise.net', 'https://api-na.myconnectwise.net/v4_6_release/apis/3.0/system/info'],
    [
      'https://staging.connectwisedev.com',
      'https://api-staging.connectwisedev.com/v4_6_release/apis/3.0/system/info',
    ],
    ['https://cw.acme.example:8443', 'https://cw.acme.example:8443/v4_6_release/apis/3.0/system/info'],
  ])('%s', async (site, url) => {
    const asked: { url: string; init: RequestInit }[] = []
    const client = clientOf(async (to, init) => {
      asked.push({ url: to, init })
      return json({})
    }, site)
    await client.read(v.looseObject({}), { path: '/system/info', signal })
    expect(asked[0]?.url).toBe(url)
    expect(asked[0]?.init).toMatchObject({
      redirect: 'manual',
      headers: {
        Authorization: `Basic ${btoa('acme+pub:priv')}`,
        clientId: connection.client_id,
        Accept: 'application/vnd.connectwise.com+json; version=2026.4',
      },
    })
  })

  test('a member is asked about at the web host, with the cookies instead of the keys', async () => {
    let asked: { url: string; init: RequestInit } | undefined
    const client = clientOf(async (url, init) => {
      asked = { url, init }
      return json({})
    })
    await client.read(v.looseObject({}), {
      path: '/system/myMembers/info',
      signal,
      member_cookie: 'companyName=acme',
    })
    expect(asked?.url).toBe('https://na.myconnectwise.net/v4_6_release/apis/3.0/system/myMembers/info')
    expect(asked?.init.headers).toMatchObject({ Cookie: 'companyName=acme' })
    expect(asked?.init.headers).not.toHaveProperty('Authorization')
  })

  test('queries are encoded, the asterisk too', async () => {
    let url = ''
    const client = clientOf(async (to) => {
      url = to
      return json([])
    })
    const query = { conditions: 'summary = "a*b + c&d\' #"' }
    await client.readPage(v.looseObject({}), { path: '/x/{id}', params: { id: '../y' }, query, signal })
    expect(url).toMatch(/\/x\/\.\.%2Fy\?conditions=summary%20%3D%20%22a%2Ab%20%2B%20c%26d%27%20%23%22$/)
  })
})

test('an answer over 5 MB is cut while it arrives', async () => {
  let sent = 0
  const chunk = new Uint8Array(100_000).fill(32)
  const client = clientOf(async () => {
    const body = new ReadableStream({
      pull(controller) {
        sent += chunk.byteLength
        controller.enqueue(chunk)
      },
    })
    return new Response(body)
  })
  const failure = await client
    .read(v.looseObject({}), { path: '/system/info', signal })
    .catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(BadAnswer)
  expect(sent).toBeLessThan(6_000_000)
})

describe('reading all notes', () => {
  const all = Array.from({ length: 600 }, (_, index) => ({
    id: index + 1,
    text: `note ${index}`,
    internalAnalysisFlag: true,
  }))
  const page = (url: string, cap: number) => {
    const { searchParams } = new URL(url)
    const size = Math.min(Number(searchParams.get('pageSize')), cap)
    const start = (Number(searchParams.get('page')) - 1) * size
    return { rows: all.slice(start, start + size), more: start + size < all.length, size }
  }

  test('without a Link header a full page means there is another', async () => {
    const client = clientOf(async (url) => json(page(url, 1_000).rows))
    expect(await readNotes(client, '7', signal)).toMatchObject({ complete: true, notes: { length: 600 } })
  })

  test('a server that makes pages smaller than asked is read to its end', async () => {
    const client = clientOf(async (url) => {
      const { rows, more } = page(url, 100)
      return json(rows, {
        link: more
          ? '<https://elsewhere.example/?page=9>; rel="next"'
          : '<https://elsewhere.example/>; rel="last"',
      })
    })
    expect(await readNotes(client, '7', signal)).toMatchObject({ complete: true, notes: { length: 600 } })
  })

  test('pages too large for one answer are read again in small ones', async () => {
    const client = clientOf(async (url) => {
      const { rows, size } = page(url, 1_000)
      return json(rows.map((row) => ({ ...row, text: size > 25 ? 'x'.repeat(50_000) : row.text })))
    })
    const { notes } = await readNotes(client, '7', signal)
    expect(notes.length).toBe(600)
  })

  test('a list without end is left as incomplete', async () => {
    const client = clientOf(async (url) => {
      const at = Number(new URL(url).searchParams.get('page')) * 250
      return json(Array.from({ length: 250 }, (_, index) => ({ id: at + index })))
    })
    const { notes, complete } = await readNotes(client, '7', signal)
    expect({ count: notes.length, complete }).toEqual({ count: 5_000, complete: false })
  })
})
