import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { inAccount } from '../../server/db/tx.ts'
import { type People, type PersonName, people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { createPreferencesModel } from './preferences-model.ts'

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
    (sql) => sql`update accounts set preferences = '{"time_zone": "Europe/Berlin"}'`,
  ),
)
const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  pods.leave()
})

const open = async (name: PersonName) => {
  const page = await pods.open(name)
  const model = createPreferencesModel(page.pod, name === 'ada')
  stops.push(model.follow())
  await vi.waitUntil(() => model.shown.value !== null, { timeout: 5000 })
  return { ...page, model }
}

test('two who change different things keep both, and each sees the other’s', async () => {
  const [left, right] = [(await open('ada')).model, (await open('ada')).model]
  left.choose({ language: 'de' })
  right.choose({ time_zone: 'Asia/Tokyo' })
  await Promise.all([left.save(), right.save()])
  for (const model of [left, right])
    await vi.waitUntil(
      () => model.kept.value?.language === 'de' && model.kept.value.time_zone === 'Asia/Tokyo',
      { timeout: 5000 },
    )
})

test('what is chosen here and not saved stays while somebody else saves', async () => {
  const [left, right] = [(await open('ada')).model, (await open('ada')).model]
  left.choose({ language: 'fr' })
  right.choose({ time_zone: 'UTC' })
  await right.save()
  await vi.waitUntil(() => left.kept.value?.time_zone === 'UTC', { timeout: 5000 })
  expect(left.shown.value).toEqual({ time_zone: 'UTC', language: 'fr' })
  expect(left.isChanged.value).toBe(true)
})

test('a choice that is taken back again changes nothing', async () => {
  const { model } = await open('ada')
  model.choose({ language: 'fr' })
  model.choose({ language: 'en' })
  expect(model.isChanged.value).toBe(false)
})

test('whoever only reads them asks for nothing to be set', async () => {
  await inAccount(world.db, who.accounts.acme, (sql) => sql`update accounts set preferences = '{}'`)
  const { model, asked } = await open('vera')
  expect(model.shown.value).toEqual({ time_zone: null, language: 'en' })
  expect(asked).toEqual(['GET /accounts/me/preferences'])
})
