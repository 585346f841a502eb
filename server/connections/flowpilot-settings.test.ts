import { afterAll, beforeAll, expect, test } from 'vitest'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { settingsFrom } from './flowpilot-settings.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  api = requests(world, who)
})
afterAll(() => world?.stop())

const usual = {
  auto_push: true,
  auto_time_entry: true,
  time_rounding: '15',
  default_note_visibility: 'internal',
  include_steps: true,
  prompt_status_on_resolve: false,
  prompt_status_on_escalate: false,
  resolved_status_by_board: {},
  escalated_status_by_board: {},
}
const path = () => `/integrations/psa/connections/${who.connection_id}/flowpilot-settings`
const change = (name: PersonName, body: object) => api.as(name)('PATCH', path(), body)

test('an account that said nothing has the defaults; what is set stays beside what is set later', async () => {
  expect(await api.as('ada')('GET', path())).toMatchObject({ status: 200, body: usual })
  expect((await change('ada', { auto_push: false })).body).toEqual({ ...usual, auto_push: false })
  const boards = { resolved_status_by_board: { 1: '21', 2: '31' } }
  expect((await change('ada', boards)).body).toEqual({ ...usual, auto_push: false, ...boards })
  const escalated = { escalated_status_by_board: { 1: '22' } }
  expect((await change('ada', escalated)).body).toEqual({
    ...usual,
    auto_push: false,
    ...boards,
    ...escalated,
  })
  await change('ada', { escalated_status_by_board: { 1: null } })
  const less = await change('ada', { resolved_status_by_board: { 1: null }, time_rounding: 'none' })
  const after = {
    ...usual,
    auto_push: false,
    time_rounding: 'none',
    resolved_status_by_board: { 2: '31' },
  }
  expect(less.body).toEqual(after)
  expect((await api.as('ada')('GET', path())).body).toEqual(after)
  const lines = await world.db.admin`
    select detail from audit_log where action = 'connection.settings_changed' order by at, id`
  expect(lines.map(({ detail }) => Object.keys(detail as object))).toEqual([
    ['auto_push'],
    ['resolved_status_by_board'],
    ['escalated_status_by_board'],
    ['escalated_status_by_board'],
    ['time_rounding', 'resolved_status_by_board'],
  ])
})

test('only admins of the account', async () => {
  for (const name of ['ben', 'vera'] as const)
    expect(await change(name, { auto_push: true })).toMatchObject({
      status: 403,
      body: { code: 'not_allowed' },
    })
  expect(await change('zed', { auto_push: true })).toMatchObject({ status: 404 })
})

test('what no setting is is refused', async () => {
  for (const body of [{ time_rounding: '7' }, { auto_pull: true }, { resolved_status_by_board: { x: '1' } }])
    expect((await change('ada', body)).status, JSON.stringify(body)).toBe(400)
})

test('a part that is not usable any more counts as not said', () => {
  const kept = { auto_push: false, time_rounding: '7', resolved_status_by_board: null }
  expect(settingsFrom(kept)).toEqual({ ...usual, auto_push: false })
})
