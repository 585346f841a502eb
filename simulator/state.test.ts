import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createSimulator } from './app.ts'
import { notableTickets } from './seed/constants.ts'
import { ask, memberHeaders } from './testing.ts'

const directory = mkdtempSync(join(tmpdir(), 'simulator-'))
afterAll(() => rmSync(directory, { recursive: true }))

const notes = `/service/tickets/${notableTickets.mail}/notes`
const body = { text: 'Kept', internalAnalysisFlag: true }

test('notes, sessions and ids outlive the process and a reset', async () => {
  const stateFile = join(directory, 'simulator.json')
  const first = createSimulator({ stateFile })
  const headers = memberHeaders(first, 'acme', 'ada')
  const note = (await ask(first, notes, { method: 'POST', body })).body
  const gone = (await ask(first, notes, { method: 'POST', body })).body
  await ask(first, `${notes}/${gone.id}`, { method: 'DELETE' })

  const second = createSimulator({ stateFile })
  expect((await ask(second, `${notes}/${note.id}`)).body.text).toBe('Kept')
  const next = (await ask(second, notes, { method: 'POST', body })).body
  expect(next.id).toBeGreaterThan(gone.id)
  const me = await second.fetch('http://127.0.0.1/v4_6_release/apis/3.0/system/myMembers/info', { headers })
  expect(await me.json()).toMatchObject({ identifier: 'ada' })

  second.reset()
  expect((await ask(second, `${notes}/${next.id}`)).status).toBe(404)
  expect((await ask(second, notes, { method: 'POST', body })).body.id).toBeGreaterThan(next.id)
})

test('a state it cannot read is left alone', () => {
  const stateFile = join(directory, 'foreign.json')
  writeFileSync(stateFile, '{"version":7}')
  expect(() => createSimulator({ stateFile })).toThrow('not a state of this simulator')
})

test('the seed holds what a case needs', () => {
  const { acme, other } = createSimulator().state.tenants
  expect(acme?.tickets.length).toBeGreaterThanOrEqual(25)
  expect(acme?.clients).toHaveLength(5)
  const ids = new Set(acme?.tickets.map((ticket) => ticket.id))
  expect(other?.tickets.some((ticket) => ids.has(ticket.id))).toBe(false)
  for (const [name, id] of Object.entries(notableTickets)) {
    expect([
      name,
      [acme, other].some((tenant) => tenant?.tickets.some((ticket) => ticket.id === id)),
    ]).toEqual([name, true])
  }
  const longest = Math.max(...(acme?.notes ?? []).map((note) => note.text.length))
  expect(longest).toBeGreaterThan(200_000)
})
