import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { importFlow } from './import-flow.ts'

let world: TestWorld
let who: People
let ben: ReturnType<ReturnType<typeof requests>['as']>
let ada: ReturnType<ReturnType<typeof requests>['as']>
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  const { as } = requests(world, who)
  ben = as('ben')
  ada = as('ada')
})
afterAll(() => world.stop())

const fileOf = (name: string, key = 'door-opener') => `
key: ${key}
name: ${name}
domain: Building
category: Door
client_problem: the door problem
signs: { türöffner: 5, door opener: 5 }
start: scope
nodes:
  scope:
    ask: Does it fail at one door or at all of them?
    client: We are checking which doors are affected.
    confidence: 20
    options:
      - { label: One door, sense: one, means: Then its lock., to: c-lock }
      - { label: All doors, sense: everyone, means: Then the power., to: unexplained }
    otherwise: c-lock
  c-lock:
    cause: The lock is stuck
    client: The lock is stuck.
    next: We will have it adjusted.
    confidence: 70
    fix: [Adjust the strike plate]
    verify: Does the door open?
    not_fixed: unexplained
  fixed: { end: fixed, says: It opens., client: The door opens again. }
  unexplained: { end: unexplained, says: Not found., client: We are looking further. }
`

async function openCase(): Promise<string> {
  const intake = { intake_type: 'free_text', intake_content: 'Door opener is broken' }
  const { body } = await ben('POST', '/ai-sessions', intake)
  const { id } = body as SessionDetail
  await ben('POST', `/ai-sessions/${id}/messages`, { content: '' })
  return id
}
const flowNameOf = async (id: string) =>
  ((await ben('GET', `/ai-sessions/${id}`)).body as SessionDetail).matched_flow

test('a case keeps the version it began with; new cases get the newest, or none that is off', async () => {
  await importFlow(who.ctxFor('ada'), fileOf('Door, first'))
  const old = await openCase()
  expect(await flowNameOf(old)).toBe('Door, first')

  await importFlow(who.ctxFor('ada'), fileOf('Door, second'))
  await ben('POST', `/ai-sessions/${old}/messages`, { content: 'one door' })
  expect(await flowNameOf(old)).toBe('Door, first')
  const { body } = await ben('GET', `/ai-sessions/${old}`)
  expect((body as SessionDetail).triage_hypothesis).toBe('The lock is stuck')
  expect(await flowNameOf(await openCase())).toBe('Door, second')

  await ada('PATCH', '/flows/door-opener', { off: true })
  expect(await flowNameOf(await openCase())).toBeNull()
  await ben('POST', `/ai-sessions/${old}/messages`, { content: 'still the same' })
  expect(await flowNameOf(old)).toBe('Door, first')
})
