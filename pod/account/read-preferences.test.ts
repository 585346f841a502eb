import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { bodyOf } from '../line/api.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { readPreferences } from './read-preferences.ts'

let world: TestWorld
let pods: TestPods
beforeAll(async () => {
  world = await createTestWorld()
  pods = createTestPods(world, await people(world))
})
afterAll(() => world?.stop())
afterEach(() => pods.leave())

const apiOf = async (name: 'ada' | 'zed') => (await pods.open(name)).pod.api
const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone

test('an account without a time zone gets that of the browser that reads it', async () => {
  const api = await apiOf('ada')
  expect(await readPreferences(api)).toEqual({ time_zone: ownZone, language: 'en' })
  expect(await bodyOf(api.client.accounts.me.preferences.$get())).toMatchObject({ time_zone: ownZone })
})

test('a zone that somebody set stays', async () => {
  const api = await apiOf('zed')
  await bodyOf(
    api.client.accounts.me.preferences.$patch({ json: { time_zone: 'Asia/Tokyo', language: 'de' } }),
  )
  expect(await readPreferences(api)).toEqual({ time_zone: 'Asia/Tokyo', language: 'de' })
})
