import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createApp } from '../../server/app.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { bodyOf, createApi } from '../line/api.ts'
import { readPreferences } from './read-preferences.ts'

let world: TestWorld
let who: People
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
})
afterAll(() => world?.stop())
afterEach(() => vi.unstubAllGlobals())

function apiOf(name: 'ada' | 'zed') {
  const app = createApp(world)
  vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) => app.request(input as string, init))
  const token = () => who.tokenFor(name)
  return createApi({ base_url: 'http://fp', accessToken: token, renew: token })
}
const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone

test('an account without a time zone gets that of the browser that reads it', async () => {
  const api = apiOf('ada')
  expect(await readPreferences(api)).toEqual({ time_zone: ownZone, language: 'en' })
  expect(await bodyOf(api.client.accounts.me.preferences.$get())).toMatchObject({ time_zone: ownZone })
})

test('a zone that somebody set stays', async () => {
  const api = apiOf('zed')
  await bodyOf(
    api.client.accounts.me.preferences.$patch({ json: { time_zone: 'Asia/Tokyo', language: 'de' } }),
  )
  expect(await readPreferences(api)).toEqual({ time_zone: 'Asia/Tokyo', language: 'de' })
})
