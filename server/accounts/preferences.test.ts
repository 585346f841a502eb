import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inAccount } from '../db/tx.ts'
import { readFrames } from '../testing/event-reader.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

const ofAccount = '/accounts/me/preferences'
const own = '/me/preferences'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  api = requests(world, who)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  for (const account_id of Object.values(who.accounts))
    await inAccount(world.db, account_id, async (sql) => {
      await sql`update accounts set preferences = '{}'`
      await sql`update users set preferences = '{}'`
    })
})

const read = async (path: string, name: PersonName) => (await api.as(name)('GET', path)).body
const set = (path: string, name: PersonName, change: unknown) => api.as(name)('PATCH', path, change)
const streamOf = async (name: PersonName, pod?: { ticket: string }) => {
  const headers = { authorization: `Bearer ${await who.tokenFor(name, pod)}` }
  const stream = readFrames(await api.app.request('/api/v1/events', { headers }))
  expect(await stream.next()).toMatchObject({ event: 'ready' })
  return stream
}

describe('preferences of the account', () => {
  test('begin without a time zone and in English', async () => {
    expect(await read(ofAccount, 'vera')).toEqual({ time_zone: null, language: 'en' })
  })

  test('two who change different things at once both keep theirs', async () => {
    const answers = await Promise.all([
      set(ofAccount, 'ada', { time_zone: 'Europe/Berlin' }),
      set(ofAccount, 'ada', { language: 'de' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(await read(ofAccount, 'ada')).toEqual({ time_zone: 'Europe/Berlin', language: 'de' })
  })

  test('null takes one value back to its default and leaves the other', async () => {
    await set(ofAccount, 'ada', { time_zone: 'Europe/Berlin', language: 'de' })
    const { body } = await set(ofAccount, 'ada', { time_zone: null })
    expect(body).toEqual({ time_zone: null, language: 'de' })
    expect((await set(ofAccount, 'ada', { language: null })).body).toEqual({
      time_zone: null,
      language: 'en',
    })
  })

  test.each([
    ['an unknown one', { colour: 'red' }, 'colour'],
    ['one of a person', { theme: 'dark' }, 'theme'],
    ['a zone that does not exist', { time_zone: 'Mars/Olympus' }, 'time_zone'],
    ['a language that no text is written in', { language: 'tlh' }, 'language'],
  ])('%s is refused by its name, and nothing is changed', async (_, change, field) => {
    const { status, body } = await set(ofAccount, 'ada', { language: 'de', ...change })
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'malformed', fields: { [field]: expect.any(String) } })
    expect(await read(ofAccount, 'ada')).toEqual({ time_zone: null, language: 'en' })
  })

  test.each(['vera', 'ben', 'cleo'] as const)('%s reads them and cannot change them', async (name) => {
    expect((await set(ofAccount, name, { language: 'de' })).body).toMatchObject({ code: 'not_allowed' })
    expect(await read(ofAccount, name)).toMatchObject({ language: 'en' })
  })

  test('are those of one account alone', async () => {
    await set(ofAccount, 'zed', { language: 'fr', time_zone: 'Asia/Tokyo' })
    expect(await read(ofAccount, 'ada')).toEqual({ time_zone: null, language: 'en' })
  })

  test('of which everybody in the account hears', async () => {
    const [vera, pod] = [await streamOf('vera'), await streamOf('ben', { ticket: '48291' })]
    await set(ofAccount, 'ada', { language: 'nl' })
    for (const stream of [vera, pod]) {
      expect(await stream.next()).toMatchObject({ event: 'preferences.changed', data: { user_id: null } })
      await stream.leave()
    }
  })
})

describe('preferences of a person', () => {
  test('begin with the theme of the machine; everybody sets their own, readers too', async () => {
    expect(await read(own, 'vera')).toEqual({ theme: 'system' })
    expect(await set(own, 'vera', { theme: 'light' })).toMatchObject({
      status: 200,
      body: { theme: 'light' },
    })
    expect(await read(own, 'vera')).toEqual({ theme: 'light' })
    for (const other of ['ben', 'zed'] as const) expect(await read(own, other)).toEqual({ theme: 'system' })
  })

  test('what is left out stays, null is the default', async () => {
    await set(own, 'ben', { theme: 'dark' })
    expect((await set(own, 'ben', {})).body).toEqual({ theme: 'dark' })
    expect((await set(own, 'ben', { theme: null })).body).toEqual({ theme: 'system' })
  })

  test('what another key holds stays when one is changed', async () => {
    const { ben } = who.of
    await inAccount(
      world.db,
      ben.account_id,
      (sql) => sql`update users set preferences = ${sql.json({ of_later: 3 })} where id = ${ben.id}`,
    )
    await set(own, 'ben', { theme: 'dark' })
    const [row] = await inAccount(
      world.db,
      ben.account_id,
      (sql) => sql`select preferences from users where id = ${ben.id}`,
    )
    expect(row?.preferences).toEqual({ of_later: 3, theme: 'dark' })
  })

  test.each([
    [{ colour: 'red' }, 'colour'],
    [{ language: 'de' }, 'language'],
    [{ theme: 'sepia' }, 'theme'],
  ])('%j is refused by its name', async (change, field) => {
    const { status, body } = await set(own, 'ben', { theme: 'dark', ...change })
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'malformed', fields: { [field]: expect.any(String) } })
    expect(await read(own, 'ben')).toEqual({ theme: 'system' })
  })

  test('can be read and set from a pod, and its person alone is told', async () => {
    const [page, other] = [await streamOf('ben'), await streamOf('ada')]
    const { status } = await api.as('ben', { ticket: '48291' })('PATCH', own, { theme: 'dark' })
    expect(status).toBe(200)
    expect(await page.next()).toMatchObject({
      event: 'preferences.changed',
      data: { user_id: who.of.ben.id },
    })
    await set(own, 'ada', { theme: 'light' })
    // the first thing that Ada hears is her own
    expect(await other.next()).toMatchObject({ data: { user_id: who.of.ada.id } })
    await Promise.all([page.leave(), other.leave()])
  })
})
