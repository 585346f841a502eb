import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSimulator, type Simulator } from './app.ts'
import type { FaultInput } from './faults.ts'
import { notableTickets } from './seed/constants.ts'
import { ask, keyHeaders } from './testing.ts'

const { mail } = notableTickets
const notes = `/service/tickets/${mail}/notes`
const note = { text: 'A note', internalAnalysisFlag: true, processNotifications: false }

let simulator: Simulator
beforeEach(() => {
  simulator = createSimulator()
})
afterEach(() => simulator.close())

const post = () => ask(simulator, notes, { method: 'POST', body: note })
const kept = () => simulator.state.tenants.acme?.notes.filter((row) => row.text === note.text).length

describe('in the same process', () => {
  const lost: [FaultInput, string, number][] = [
    [{ kind: 'unreachable' }, 'ECONNREFUSED', 0],
    [{ kind: 'reply_lost' }, 'UND_ERR_SOCKET', 1],
    [{ kind: 'reply_lost_before' }, 'UND_ERR_SOCKET', 0],
  ]
  test.each(lost)('%j breaks the connection with %s and keeps %i', async (fault, code, count) => {
    simulator.addFault({ ...fault, times: 1 })
    await expect(post()).rejects.toMatchObject({ message: 'fetch failed', cause: { code } })
    expect(kept()).toBe(count)
    expect((await post()).status).toBe(201)
  })

  const answers: [FaultInput, number, number][] = [
    [{ kind: 'status', status: 401 }, 401, 0],
    [{ kind: 'status', status: 500 }, 500, 0],
    [{ kind: 'status', status: 500, after_commit: true }, 500, 1],
    [{ kind: 'html' }, 200, 0],
    [{ kind: 'html', status: 503 }, 503, 0],
    [{ kind: 'nonsense' }, 200, 0],
    [{ kind: 'empty_201' }, 201, 1],
  ]
  test.each(answers)('%j answers %i and keeps %i', async (fault, status, count) => {
    simulator.addFault(fault)
    const answer = await post()
    expect(answer.status).toBe(status)
    expect(kept()).toBe(count)
    if (fault.kind === 'html') expect(answer.body).toContain('<HTML>')
    if (fault.kind === 'nonsense') expect(answer.body).toEqual({ service: 'inventory', status: 'ok' })
    if (fault.kind === 'empty_201') expect(answer.body).toBe('')
  })

  test('429 has its own body and the wait that was asked for, or none', async () => {
    simulator.addFault({ kind: 'status', status: 429, retry_after: 7, times: 1 })
    const first = await post()
    expect(first.headers.get('retry-after')).toBe('7')
    expect(first.body).toEqual({
      error: 'ConnectWiseAPI',
      message: 'Too many requests. Please try again in 7 seconds.',
    })
    simulator.addFault({ kind: 'status', status: 429, times: 1 })
    expect((await post()).headers.has('retry-after')).toBe(false)
  })
  test('half a body breaks while it is read', async () => {
    simulator.addFault({ kind: 'half_body', times: 1 })
    await expect(post()).rejects.toThrow('terminated')
    expect(kept()).toBe(1)
  })
  test('a late commit comes after the connection broke', async () => {
    simulator.addFault({ kind: 'late_commit', times: 1, delay_ms: 30 })
    await expect(post()).rejects.toMatchObject({ cause: { code: 'UND_ERR_SOCKET' } })
    expect(kept()).toBe(0)
    await simulator.settled()
    expect(kept()).toBe(1)
  })
  test('a hanging request ends when its caller gives up, and nothing is kept', async () => {
    simulator.addFault({ kind: 'hang' })
    const request = simulator.fetch(`http://127.0.0.1/v4_6_release/apis/3.0${notes}`, {
      method: 'POST',
      headers: keyHeaders(),
      body: JSON.stringify(note),
      signal: AbortSignal.timeout(50),
    })
    await expect(request).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(kept()).toBe(0)
  })
  test('notes can be unreadable, stale, misplaced, rewritten, misnamed', async () => {
    simulator.addFault({ kind: 'notes_unreadable', times: 2 })
    expect((await ask(simulator, `/service/tickets/${mail}/allNotes`)).status).toBe(500)
    expect((await ask(simulator, notes)).status).toBe(500)
    expect((await ask(simulator, `/service/tickets/${mail}`)).status).toBe(200)

    simulator.addFault({ kind: 'wrong_flags', times: 1 })
    expect((await post()).body).toMatchObject({ detailDescriptionFlag: true, internalAnalysisFlag: false })
    simulator.addFault({ kind: 'text_rewritten', times: 1 })
    const body = { ...note, text: "It's\nhere" }
    expect((await ask(simulator, notes, { method: 'POST', body })).body.text).toBe('It’s\r\nhere')
    simulator.addFault({ kind: 'wrong_id', times: 1 })
    const answer = await post()
    expect((await ask(simulator, `${notes}/${answer.body.id}`)).status).toBe(404)

    simulator.addFault({ kind: 'notes_stale' })
    const created = await post()
    expect((await ask(simulator, `${notes}/${created.body.id}`)).status).toBe(404)
    simulator.clearFaults()
    expect((await ask(simulator, `${notes}/${created.body.id}`)).status).toBe(200)
  })
  test('a fault strikes what it names, as often as it says', async () => {
    simulator.addFault({ kind: 'status', status: 500, times: 2, match: { method: 'POST', path: '/notes' } })
    expect((await ask(simulator, '/system/info')).status).toBe(200)
    expect([(await post()).status, (await post()).status, (await post()).status]).toEqual([500, 500, 201])
    simulator.addFault({ kind: 'status', status: 503, company: 'other' })
    expect((await ask(simulator, '/system/info')).status).toBe(200)
    expect(simulator.requests({ path: '/notes', method: 'POST' }).map((request) => request.status)).toEqual([
      500, 500, 201,
    ])
  })
})

describe('over the network', () => {
  let server: ReturnType<typeof serve>
  let base: string
  beforeEach(async () => {
    server = serve({ fetch: simulator.app.fetch, hostname: '127.0.0.1', port: 0 })
    await once(server, 'listening')
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterEach(() => {
    server.close()
  })
  const send = () =>
    fetch(`${base}/v4_6_release/apis/3.0${notes}`, {
      method: 'POST',
      headers: keyHeaders(),
      body: JSON.stringify(note),
    })

  test.each([
    ['unreachable', 0],
    ['reply_lost', 1],
    ['reply_lost_before', 0],
  ] as const)('%s breaks the connection and keeps %i', async (kind, count) => {
    simulator.addFault({ kind, times: 1 })
    await expect(send()).rejects.toThrow('fetch failed')
    expect(kept()).toBe(count)
    expect(simulator.requests({ method: 'POST' }).map((request) => request.status)).toEqual([0])
    expect((await send()).status).toBe(201)
  })
  test('half a body breaks while it is read', async () => {
    simulator.addFault({ kind: 'half_body', times: 1 })
    const response = await send()
    await expect(response.text()).rejects.toThrow()
    expect(kept()).toBe(1)
  })
  test('faults are set, listed and cleared', async () => {
    const set = (body: unknown) =>
      fetch(`${base}/__simulator/faults`, { method: 'POST', body: JSON.stringify(body) })
    expect((await set({ kind: 'bogus' })).status).toBe(400)
    expect((await set({ kind: 'status', status: 503 })).status).toBe(201)
    expect((await send()).status).toBe(503)
    const listed = (await (await fetch(`${base}/__simulator/faults`)).json()) as {
      faults: { struck: number }[]
    }
    expect(listed.faults).toMatchObject([{ kind: 'status', struck: 1 }])
    await fetch(`${base}/__simulator/faults`, { method: 'DELETE' })
    expect((await send()).status).toBe(201)
    const seen = (await (await fetch(`${base}/__simulator/notes?ticket_id=${mail}`)).json()) as {
      notes: { text: string }[]
    }
    expect(seen.notes.filter((row) => row.text === note.text)).toHaveLength(1)
  })
  test('a foreign page and a foreign host name get nothing', async () => {
    const foreign = {
      method: 'POST',
      headers: { origin: 'https://attacker.example' },
      body: '{"kind":"unreachable"}',
    }
    expect((await fetch(`${base}/__simulator/faults`, foreign)).status).toBe(403)
    const request = new Request('http://attacker.example/__simulator/notes?ticket_id=1')
    request.headers.set('host', 'attacker.example')
    expect((await simulator.app.fetch(request)).status).toBe(421)
  })
})
