import { afterAll, beforeAll, expect, test } from 'vitest'
import { type People, people } from './testing/people.ts'
import { requests } from './testing/request.ts'
import { createTestWorld, type TestWorld } from './testing/world.ts'

const settings = {
  DRAFTS_PER_PERSON: '5',
  DRAFT_MEGABYTES_PER_PERSON: '1',
  CASES_PER_HOUR: '3',
  READS_PER_MINUTE: '40',
  CONNECTION_TESTS_PER_MINUTE: '2',
}

let world: TestWorld
let who: People
let as: ReturnType<typeof requests>['as']
beforeAll(async () => {
  world = await createTestWorld({ settings })
  who = await people(world)
  as = requests(world, who).as
})
afterAll(() => world?.stop())

const keep = (n: number, body: string) => as('ben')('PUT', `/drafts/ticket-${n}`, { body })

test('a person keeps so many unsent texts; emptying one makes room', async () => {
  for (let n = 1; n <= 5; n++) expect((await keep(n, `half a sentence ${n}`)).status).toBe(200)
  const sixth = await keep(6, 'one more')
  expect(sixth).toMatchObject({ status: 422, body: { code: 'too_many_drafts' } })
  expect(sixth.text).toContain('5 unsent texts')
  expect((await keep(5, 'another word')).status).toBe(200)
  expect((await as('cleo')('PUT', '/drafts/ticket-6', { body: 'hers' })).status).toBe(200)
  expect((await keep(1, '')).status).toBe(200)
  expect((await keep(6, 'one more')).status).toBe(200)
})

test('and so many megabytes, counted as they are stored', async () => {
  const large = '€'.repeat(80_000)
  const put = (n: number, body: string) => as('ada')('PUT', `/drafts/ticket-${n}`, { body })
  for (let n = 1; n <= 4; n++) expect((await put(n, large)).status).toBe(200)
  const refused = await put(5, large)
  expect(refused).toMatchObject({ status: 422, body: { code: 'too_many_drafts' } })
  expect(refused.text).toContain('1 MB')
  expect((await put(3, large)).status).toBe(200)
  expect((await put(2, 'short now')).status).toBe(200)
  expect((await put(5, large)).status).toBe(200)
})

test('a person starts so many cases an hour', async () => {
  const start = (name: 'ben' | 'cleo') =>
    as(name)('POST', '/ai-sessions', { intake_type: 'free_text', intake_content: 'Mail does not arrive' })
  for (let n = 0; n < 3; n++) expect((await start('ben')).status).toBe(201)
  const fourth = await start('ben')
  expect(fourth).toMatchObject({ status: 429, body: { code: 'too_often' } })
  expect(fourth.text).toContain('3 cases within an hour')
  expect(Number(fourth.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await start('cleo')).status).toBe(201)
})

test('an admin tests a connection so often', async () => {
  const probe = () => as('ada')('POST', `/integrations/psa/connections/${who.connection_id}/test`)
  expect([(await probe()).status, (await probe()).status]).toEqual([200, 200])
  const third = await probe()
  expect(third).toMatchObject({ status: 429, body: { code: 'too_often' } })
  expect(third.text).toContain('tested 2 times a minute')
})

test('a person reads so often, over all their sign-ins; others go on', async () => {
  const zed = [as('zed'), as('zed')]
  const statuses: number[] = []
  for (let n = 0; n < 41; n++) statuses.push((await zed[n % 2]?.('GET', '/me'))?.status ?? 0)
  expect(statuses.slice(0, 40)).toEqual(Array(40).fill(200))
  const last = await as('zed')('GET', '/me')
  expect(last).toMatchObject({ status: 429, body: { code: 'too_often' } })
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await as('vera')('GET', '/me')).status).toBe(200)
})
