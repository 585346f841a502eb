import { act } from 'preact/test-utils'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { inAccount } from '../../server/db/tx.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { showScreen } from '../testing/screen.ts'
import { ClosingPart } from './ClosingPart.tsx'

let world: TestWorld
let who: People
let pods: TestPods
let screen: ReturnType<typeof showScreen> | undefined
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
})
afterAll(() => world?.stop())
beforeEach(() => keep({ resolved_status_by_board: { 21: '2116', 22: '9999', 9: '901' } }))
afterEach(() => {
  screen?.leave()
  pods.leave()
  world.simulator.clearFaults()
})

const keep = (settings: object) =>
  inAccount(
    world.db,
    who.accounts.acme,
    (sql) => sql`update connections set flowpilot_settings = ${sql.json(settings as never)}`,
  )
const kept = async () => {
  const [row] = await world.db.admin<{ flowpilot_settings: object }[]>`
    select flowpilot_settings from connections where id = ${who.connection_id}`
  return row?.flowpilot_settings
}
/** Once it shows these words. */
const says = (words: string) => vi.waitUntil(() => screen?.text().includes(words), { timeout: 10_000 })
async function open(words: string) {
  const { pod } = await pods.open('ada')
  const Part = () => <ClosingPart connection_id={who.connection_id} />
  await act(() => {
    screen = showScreen(pod, Part)
  })
  await says(words)
}
const button = (words: string) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent?.startsWith(words)) ??
  expect.fail(`no button "${words}"`)
const press = (words: string) => act(() => button(words).click())
const labelled = (words: string) => {
  const label = [...document.querySelectorAll('label')].find(({ textContent }) => textContent === words)
  return document.getElementById(label?.htmlFor ?? '') as HTMLInputElement & HTMLSelectElement
}
const described = (field: HTMLElement) =>
  document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent
const choose = (words: string, value: string) =>
  act(() => {
    const field = labelled(words)
    field.value = value
    field.dispatchEvent(new Event('change', { bubbles: true }))
  })

test('a tick says what it does, and a board what its statuses become', async () => {
  await open('after resolve: Resolved')
  expect(labelled('Create the time entry').checked).toBe(true)
  expect(described(labelled('Create the time entry'))).toBe('The time is ticked beforehand in Close Case.')
  await press('Service Desk')
  await vi.waitUntil(() => labelled('Status after escalate'))
  const choices = [...labelled('Status after escalate').options].map(({ text }) => text)
  expect(choices.slice(0, 2)).toEqual(['No change', 'New'])
  await act(() => labelled('Create the time entry').click())
  await choose('Status after escalate', '2113')
  expect(button('Service Desk').textContent).toContain('after escalate: Escalated')
  await press('Save settings')
  await vi.waitUntil(() => !screen?.text().includes('Discard changes'), { timeout: 10_000 })
  expect(await kept()).toEqual({
    auto_time_entry: false,
    resolved_status_by_board: { 21: '2116', 22: '9999', 9: '901' },
    escalated_status_by_board: { 21: '2113' },
  })
})

test('discarded changes are gone from the fields too', async () => {
  await open('Service Desk')
  await act(() => labelled('Include the steps').click())
  await choose('Rounding of time', 'none')
  await press('Discard changes')
  expect(labelled('Include the steps').checked).toBe(true)
  expect(labelled('Rounding of time').value).toBe('15')
})

test('a status and a board that are gone are named, and stay chosen', async () => {
  await open('Board 9')
  await press('Managed Services')
  await says('Status 9999, not on this board any more')
  expect(labelled('Status after resolve').value).toBe('9999')
  await press('Managed Services')
  await press('Board 9')
  expect(screen?.text()).toContain('ConnectWise does not name this board any more.')
  expect(labelled('Status after resolve').value).toBe('901')
})

test('while ConnectWise is away the rest can be set, and boards that were never read are at another try', async () => {
  await world.db.admin`delete from psa_lists`
  world.simulator.addFault({ kind: 'unreachable' })
  await open('What is set for the boards stays.')
  expect(labelled('File the documentation').checked).toBe(true)
  world.simulator.clearFaults()
  await press('Try again')
  await says('Service Desk')
})

test('boards and statuses that were read before are offered while it is away, with their time', async () => {
  await open('after resolve: Resolved')
  screen?.leave()
  world.simulator.addFault({ kind: 'unreachable' })
  await open('after resolve: Resolved')
  expect(screen?.text()).toMatch(/ConnectWise cannot be read right now\. Boards as of \d+:\d\d/)
  await press('Service Desk')
  await says('Statuses as of')
  await choose('Status after escalate', '2113')
  expect(button('Service Desk').textContent).toContain('after escalate: Escalated')
  world.simulator.clearFaults()
  await press('Try again')
  await vi.waitUntil(() => !screen?.text().includes('Boards as of'), { timeout: 10_000 })
})
