import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { inAccount } from '../../server/db/tx.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { createBoardStatusesModel } from './board-statuses-model.ts'
import { createClosingSettingsModel } from './closing-settings-model.ts'

let world: TestWorld
let who: People
let pods: TestPods
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
})
afterAll(() => world?.stop())
beforeEach(() =>
  inAccount(
    world.db,
    who.accounts.acme,
    (sql) => sql`
      update connections set flowpilot_settings = '{"resolved_status_by_board": {"21": "2116", "9": "901"}}'`,
  ),
)
afterEach(() => {
  pods.leave()
  world.simulator.clearFaults()
})

const open = async () => {
  const page = await pods.open('ada')
  const model = createClosingSettingsModel(page.pod, who.connection_id)
  expect(await model.load()).toBe(true)
  return { ...page, model }
}

test('two who change different things keep both', async () => {
  const [left, right] = [(await open()).model, (await open()).model]
  left.choose({ auto_push: false })
  left.chooseStatus('resolved_status_by_board', '21', null)
  right.choose({ time_rounding: '30' })
  right.chooseStatus('resolved_status_by_board', '22', '2210')
  right.chooseStatus('escalated_status_by_board', '21', '2113')
  expect(await left.save()).toBe(true)
  expect(await right.save()).toBe(true)
  expect(right.kept.value).toMatchObject({
    auto_push: false,
    time_rounding: '30',
    resolved_status_by_board: { 22: '2210', 9: '901' },
    escalated_status_by_board: { 21: '2113' },
  })
  expect([left.isChanged.value, right.isChanged.value]).toEqual([false, false])
})

test('what could not be saved is still chosen, and saved at the next try', async () => {
  const { model, to } = await open()
  model.choose({ include_steps: false })
  model.chooseStatus('escalated_status_by_board', '21', '2113')
  await to('cut')
  expect(await model.save()).toBe(false)
  expect(model.problem.value).not.toBe(null)
  expect(model.shown.value).toMatchObject({
    include_steps: false,
    escalated_status_by_board: { 21: '2113' },
  })
  await to('good')
  expect(await model.save()).toBe(true)
  expect(model.kept.value).toMatchObject({
    include_steps: false,
    escalated_status_by_board: { 21: '2113' },
  })
})

test('what is chosen while the last is on its way is not saved yet', async () => {
  const { model, hold } = await open()
  model.choose({ auto_push: false })
  const answer = hold(/PATCH/)
  const saving = model.save()
  await answer.reached
  model.choose({ include_steps: false })
  model.chooseStatus('resolved_status_by_board', '21', null)
  answer.release()
  expect(await saving).toBe(true)
  expect(model.kept.value).toMatchObject({ auto_push: false, include_steps: true })
  expect(model.shown.value).toMatchObject({ include_steps: false, resolved_status_by_board: { 9: '901' } })
  expect(model.isChanged.value).toBe(true)
})

test('a slow reading does not overwrite what was saved after it was asked for', async () => {
  const { model, hold } = await open()
  const slow = hold(/^GET .*flowpilot-settings/)
  const reading = model.load()
  await slow.reached
  model.choose({ auto_push: false })
  expect(await model.save()).toBe(true)
  slow.release()
  expect(await reading).toBe(true)
  expect(model.kept.value?.auto_push).toBe(false)
})

test('a choice taken back changes nothing, and all of them go by one press', async () => {
  const { model } = await open()
  model.chooseStatus('resolved_status_by_board', '21', null)
  model.chooseStatus('resolved_status_by_board', '21', '2116')
  model.chooseStatus('escalated_status_by_board', '21', null)
  expect(model.isChanged.value).toBe(false)
  model.choose({ auto_time_entry: false })
  model.chooseStatus('resolved_status_by_board', '9', null)
  expect(model.isChanged.value).toBe(true)
  model.discard()
  expect([model.isChanged.value, model.shown.value]).toEqual([false, model.kept.value])
})

test('the statuses of a board are read once it is asked for, or has one set', async () => {
  const { pod, asked } = await open()
  asked.length = 0
  const lists = createBoardStatusesModel(pod)
  await lists.load(['21', '9'])
  expect(asked).toEqual(['GET /psa/boards', 'GET /psa/boards/21/statuses'])
  await lists.readStatuses('21')
  await lists.readStatuses('22')
  expect(asked.slice(2)).toEqual(['GET /psa/boards/22/statuses'])
  expect(lists.statuses.value.get('22')?.items.map(({ name }) => name)).toEqual([
    'New',
    'In Progress',
    'Waiting on Vendor',
    'Completed',
  ])
})

test('ConnectWise away says so, and is read at the next try', async () => {
  await world.db.admin`delete from psa_lists`
  const { pod } = await open()
  const lists = createBoardStatusesModel(pod)
  world.simulator.addFault({ kind: 'unreachable' })
  await lists.load([])
  expect(lists.boards.value).toMatchObject({ items: [], problem: expect.any(String) })
  world.simulator.clearFaults()
  await lists.load([])
  expect(lists.boards.value).toMatchObject({ problem: null })
  world.simulator.addFault({ kind: 'unreachable' })
  await lists.readStatuses('21')
  expect(lists.statuses.value.get('21')).toMatchObject({ items: [], problem: expect.any(String) })
  world.simulator.clearFaults()
  await lists.readStatuses('21')
  expect(lists.statuses.value.get('21')?.problem).toBe(null)
})
