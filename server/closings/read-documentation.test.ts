import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Documentation } from '../../shared/contracts/closings.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let id: string
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  api = requests(world, who)
  const intake = { intake_type: 'psa_ticket', psa_ticket_id: '48288' }
  id = ((await api.as('ben')('POST', '/ai-sessions', intake)).body as { id: string }).id
})
afterAll(() => world?.stop())

const read = (name: Parameters<typeof api.as>[0], pod?: { ticket?: string }) =>
  api.as(name, pod)('GET', `/ai-sessions/${id}/documentation`)

test('whoever reads the case reads its documentation, and nobody else', async () => {
  const answer = await read('vera')
  expect(answer.status, answer.text).toBe(200)
  const { text, markdown } = answer.body as Documentation
  expect(text).toContain(`Session: ${id}`)
  expect(text).toContain('Engineer: Ben Okafor')
  expect(text).toMatch(/── Session Timing ──\nStart: .+\nEnd: Not ended yet\nTotal: .+\nActive: .+/)
  expect(markdown).toContain('## Session Timing')
  expect(await read('zed')).toMatchObject({ status: 404, body: { code: 'not_found' } })
  expect(await read('ben', { ticket: '48291' })).toMatchObject({ body: { code: 'not_your_ticket' } })
})

test('a secret that stands in the case is named instead of told', async () => {
  const step = { text: 'Sign in with the password: Sommer2026!' }
  const made = (await api.as('ben')('POST', `/ai-sessions/${id}/tasks`, step)).body as { id: string }
  const ticked = { revision: 1, state: 'done', result: 'The key AKIAIOSFODNN7EXAMPLQ works' }
  const tick = await api.as('ben')('PATCH', `/ai-sessions/${id}/tasks/${made.id}`, ticked)
  expect(tick.status, tick.text).toBe(200)
  const { text, markdown } = (await read('ben')).body as Documentation
  expect(text).toMatch(
    /\[Action\] Sign in with the password: \[redacted password\]\n {3}→ Result: .*\[redacted/,
  )
  expect(text + markdown).not.toMatch(/Sommer2026|AKIAIOSFODNN7/)
})
