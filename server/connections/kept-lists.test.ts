import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { FaultInput } from '../../simulator/faults.ts'
import { tx } from '../ctx.ts'
import { type People, type PersonName, people, simulatorKeys } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { keepList } from './kept-list-queries.ts'
import { boardsOf } from './kept-lists.ts'
import { providerFor } from './provider-for.ts'
import { selectConnection } from './queries.ts'

type List = { items: { id: string; name: string }[]; as_of: string | null; remark: string | null }
const board = '21'

let world: TestWorld
let who: People
beforeAll(async () => {
  world = await createTestWorld({ settings: { CONNECTION_TESTS_PER_MINUTE: '1000' } })
  who = await people(world)
})
afterAll(() => world?.stop())
beforeEach(() => world.db.admin`delete from psa_lists`)
afterEach(() => world.simulator.clearFaults())

const away = (more: Partial<FaultInput> = {}) => world.simulator.addFault({ kind: 'unreachable', ...more })
const get = (path: string, at: TestWorld = world, name: PersonName = 'ada') =>
  requests(at, who).as(name)('GET', `/psa${path}`)
const list = async (path: string, at?: TestWorld) => (await get(path, at)).body as List
const keptOf = (connection_id: string) =>
  world.db.admin<{ kind: string; board_id: string; fetched_at: string }[]>`
    select kind, board_id, fetched_at from psa_lists where connection_id = ${connection_id} order by kind, board_id`
const change = (body: object) =>
  requests(world, who).as('ada')('PATCH', `/integrations/psa/connections/${who.connection_id}`, body)
const connection = async () => {
  const row = await tx(who.ctxFor('ada'), (sql) => selectConnection(sql, who.connection_id))
  if (!row) throw new Error('no connection')
  return row
}

test('what was read before is known to every process while ConnectWise is away, with its age', async () => {
  const boards = await list('/boards')
  const statuses = await list(`/boards/${board}/statuses`)
  expect([boards.as_of, statuses.as_of]).toEqual([null, null])
  const other = await createTestWorld({ database: world.db, simulator: world.simulator })
  away()
  const later = [await list('/boards', other), await list(`/boards/${board}/statuses`, other)]
  await other.stop()
  const [{ fetched_at: boardsAt } = {}, { fetched_at: statusesAt } = {}] = await keptOf(who.connection_id)
  expect(later).toEqual([
    { ...boards, as_of: boardsAt },
    { ...statuses, as_of: statusesAt },
  ])
  world.simulator.clearFaults()
  expect((await list('/boards')).as_of).toBeNull()
})

test('what nobody read before is a problem', async () => {
  away()
  expect((await get('/boards')).body).toMatchObject({ code: 'psa_unavailable' })
})

test('what ConnectWise refuses or does not have is not shown as it was', async () => {
  await list('/boards')
  await list(`/boards/${board}/statuses`)
  world.simulator.addFault({ kind: 'status', status: 403, match: { path: '/service/boards' } })
  expect(await list('/boards')).toMatchObject({ items: [], as_of: null, remark: expect.any(String) })
  world.simulator.clearFaults()
  world.simulator.addFault({ kind: 'status', status: 404, match: { path: `/boards/${board}/statuses` } })
  expect((await get(`/boards/${board}/statuses`)).body).toMatchObject({ code: 'not_found' })
})

test('boards that are closed to a role are not named to it while ConnectWise is away', async () => {
  const all = await list('/boards')
  await world.db.admin`
    update accounts set board_rights = ${world.db.admin.json({ engineer: [board] })}
    where account_id = ${who.accounts.acme}`
  away()
  const open = (await get('/boards', world, 'ben')).body as List
  await world.db.admin`update accounts set board_rights = '{}'`
  expect(open.items).toEqual(all.items.filter(({ id }) => id === board))
  expect(open.as_of).not.toBeNull()
})

test('another account has no part in it', async () => {
  await list('/boards')
  const zed = { ...who.ctxFor('zed') }
  expect(await tx(zed, (sql) => sql`select 1 from psa_lists`)).toHaveLength(0)
})

test('other keys, another site or company drop the lists; another name does not', async () => {
  await list('/boards')
  expect((await change({ name: 'Our ConnectWise' })).status).toBe(200)
  expect(await keptOf(who.connection_id)).toHaveLength(1)
  expect((await change(simulatorKeys)).status).toBe(200)
  expect(await keptOf(who.connection_id)).toHaveLength(0)
})

test('an answer that was asked for with the former keys is not kept', async () => {
  const ada = who.ctxFor('ada')
  const connected = await providerFor(ada)
  await change(simulatorKeys)
  expect((await boardsOf(ada, connected)).items.length).toBeGreaterThan(0)
  expect(await keptOf(who.connection_id)).toHaveLength(0)
})

test('of two answers the newer one stays, whichever comes last', async () => {
  const row = await connection()
  const keep = (name: string, age_s: number) =>
    tx(who.ctxFor('ada'), (sql) =>
      keepList(sql, row, { kind: 'boards', board_id: '', items: [{ id: '21', name }], age_s }),
    )
  await keep('Newer', 1)
  await keep('Older', 60)
  away()
  expect((await list('/boards')).items).toEqual([{ id: '21', name: 'Newer' }])
})

test('of the statuses of very many boards the oldest go, and a list without end is not kept', async () => {
  const row = await connection()
  await tx(who.ctxFor('ada'), async (sql) => {
    for (let n = 1000; n < 1250; n++)
      await keepList(sql, row, { kind: 'statuses', board_id: String(n), items: [], age_s: 10_000 - n })
  })
  await list(`/boards/${board}/statuses`)
  const kept = await keptOf(who.connection_id)
  expect(kept).toHaveLength(200)
  expect(kept.map(({ board_id }) => board_id)).toContain(board)
  expect(kept.map(({ board_id }) => board_id)).not.toContain('1000')
  const ada = who.ctxFor('ada')
  const connected = await providerFor(ada)
  const boards = Array.from({ length: 1_001 }, (_, n) => ({ id: String(n), name: `Board ${n}` }))
  const endless = { ...connected, provider: { ...connected.provider, boards: async () => boards } }
  expect((await boardsOf(ada, endless)).items).toHaveLength(1_001)
  expect((await keptOf(who.connection_id)).map(({ kind }) => kind)).not.toContain('boards')
})

test('a connection that is removed takes its lists with it', async () => {
  await list('/boards')
  const ada = who.ctxFor('ada')
  const connected = await providerFor(ada)
  await world.db.admin`delete from connections where id = ${who.connection_id}`
  expect(await keptOf(who.connection_id)).toHaveLength(0)
  // and what was on its way then is shown, and not kept
  expect((await boardsOf(ada, connected)).items.length).toBeGreaterThan(0)
  expect(await keptOf(who.connection_id)).toHaveLength(0)
})
