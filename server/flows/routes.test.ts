import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FlowSummary } from '../../shared/contracts/flows.ts'
import { inAccount } from '../db/tx.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { flowByKey } from './find.ts'
import { flowId, installFlows } from './install.ts'
import { shippedFlows } from './shipped.ts'

let world: TestWorld
let who: People
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
})
afterAll(() => world.stop())

test('everybody of the account reads its flows; the signed-out does not', async () => {
  const { as } = requests(world, who)
  const { status, body } = await as('vera')('GET', '/flows')
  const { items } = body as { items: FlowSummary[] }
  expect(status).toBe(200)
  expect(items.map(({ key }) => key)).toEqual(['email-not-arriving', 'general', 'vpn'])
  const email = flowByKey('email-not-arriving', 1)
  expect(items[0]).toMatchObject({
    name: email?.name,
    domain: 'E-mail',
    version: 1,
    question_count: email?.nodes.filter(({ kind }) => kind === 'question').length,
  })
  const response = await as('vera')('GET', '/flows', undefined, { authorization: 'Bearer nobody' })
  expect(response.status).toBe(401)
})

test('an account has its own rows, entered once', async () => {
  const { acme, zed } = who.accounts
  const install = (account: string) => inAccount(world.db.app, account, (sql) => installFlows(sql, account))
  const [first, second, ...rest] = await Promise.all([1, 2, 3, 4].map(() => install(acme)))
  expect(second).toEqual(first)
  expect(rest).toEqual([first, first])
  expect(first).toHaveLength(shippedFlows.length)
  const others = await install(zed)
  expect(others.filter((id) => first?.includes(id))).toEqual([])
  const vpn = flowByKey('vpn', 1)
  if (!vpn) throw new Error('no vpn flow')
  expect(await inAccount(world.db.app, zed, (sql) => flowId(sql, zed, vpn))).toBe(others[1])
})
