import { randomUUID } from 'node:crypto'
import type { ComponentType } from 'preact'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type Outbox, outbox } from '../../server/testing/outbox.ts'
import { type People, people } from '../../server/testing/people.ts'
import { requests } from '../../server/testing/request.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createTestPods, type TestPod, type TestPods } from '../testing/pod.ts'
import { showScreen } from '../testing/screen.ts'
import { FullPage } from './FullPage.tsx'
import { pages } from './pages.tsx'
import { TicketPod } from './TicketPod.tsx'

const ticket = '48291'
let screen: ReturnType<typeof showScreen>
let world: TestWorld
let who: People
let pods: TestPods
let outside: Outbox
let session_id: string
let update_id: string
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
  outside = outbox(world, who, world.simulator)
  const ask = requests(world, who).as('ben')
  const begun = await ask('POST', '/ai-sessions', { intake_type: 'psa_ticket', psa_ticket_id: ticket })
  session_id = (begun.body as { id: string }).id
  for (const content of ['', 'It began yesterday.', 'It affects only Lila.'])
    await ask('POST', `/ai-sessions/${session_id}/messages`, { content, intent_key: randomUUID() })
  const form = { audience: 'ticket_notes', length: 'quick' }
  const written = await ask('POST', `/ai-sessions/${session_id}/status-update`, form)
  update_id = (written.body as { update_id: string }).update_id
})
afterEach(() => {
  screen?.leave()
  pods.leave()
})
afterAll(() => world?.stop())

const shown = (words: string) => vi.waitFor(() => expect(screen.text()).toContain(words), { timeout: 20_000 })

/** Ben's screen with the case open, once it is drawn and nothing more is asked for. */
async function openCase(Screen: ComponentType, place: { ticket?: string } = {}): Promise<TestPod> {
  const ben = await pods.open('ben', { ...place, pages })
  if (!place.ticket) ben.pod.host.goTo(`/app/cases/${session_id}`)
  screen = showScreen(ben.pod, Screen)
  await shown('It affects only Lila.')
  // the bell counts once its part is here
  await expect.poll(() => ben.asked, { timeout: 20_000 }).toContain('GET /notifications?limit=10')
  await ben.quiet()
  ben.asked.length = 0
  return ben
}
/** Without the word of who is looking, which goes out by the clock. */
const askedFor = (ben: TestPod) => ben.asked.filter((call) => !call.endsWith('/presence'))
const addFact = async (text: string) =>
  requests(world, who).as('cleo')('POST', `/ai-sessions/${session_id}/facts`, { text, status: 'confirmed' })

test.each([
  ['the page with its list of cases', FullPage, {}],
  ['the pod', TicketPod, { ticket }],
])('a colleague’s fact costs %s one request, a colleague’s post two at most', async (name, Screen, place) => {
  const ben = await openCase(Screen, place)
  const fact = ben.afterEvent('session.changed')
  await addFact(`Seen on ${name}`)
  await fact
  await shown(`Seen on ${name}`)
  expect(askedFor(ben)).toEqual([`GET /ai-sessions/${session_id}`])

  ben.asked.length = 0
  const posted = ben.afterEvent('post.changed')
  // its first answer comes when all is over, however long that takes here
  const first = ben.hold(/GET \/posts/)
  const source = { kind: 'update', id: update_id } as const
  const post = await outside.click({ ticket_id: ticket, session_id, source }, 'cleo')
  expect(post.state).toBe('verified')
  await first.reached
  first.release()
  await posted
  await shown(`as note ${post.psa_id}`)
  expect(askedFor(ben).length).toBeLessThanOrEqual(2)
  expect(new Set(askedFor(ben))).toEqual(new Set([`GET /posts?session_id=${session_id}`]))
})

test('a change of another case costs the page one request and the pod none', async () => {
  const begun = await requests(world, who).as('cleo')('POST', '/ai-sessions', {
    intake_type: 'free_text',
    intake_content: 'Scanner lost its folder',
  })
  const other = (begun.body as { id: string }).id
  const ben = await openCase(FullPage)
  await shown('Scanner lost its folder')
  const changed = ben.afterEvent('session.changed')
  const ask = requests(world, who).as('cleo')
  await ask('PATCH', `/ai-sessions/${other}/triage`, { client_name: 'Bakery Lund' })
  await ask('POST', `/ai-sessions/${other}/facts`, { text: 'The folder was renamed', status: 'confirmed' })
  await changed
  await shown('Bakery Lund')
  expect(askedFor(ben)).toEqual([`GET /ai-sessions?ids=${other}&limit=30`])
})
