import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Outbox, outbox } from '../../testing/outbox.ts'
import { type People, people } from '../../testing/people.ts'
import { requests } from '../../testing/request.ts'
import { createTestWorld, type TestWorld } from '../../testing/world.ts'
import { heartbeat } from './heartbeat.ts'
import { takeUpDue } from './worker.ts'

let world: TestWorld
let who: People
let box: Outbox
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  box = outbox(world, who, world.simulator)
})
afterAll(() => world?.stop())

const ready = async () => {
  const { status, body } = await requests(world, who).signedOut('GET', '//readyz')
  return [status, (body as { status: string }).status]
}
const written = () => world.simulator.requests({ method: 'POST' }).length

test('once a newer version has migrated the database, a process is not ready and sends nothing', async () => {
  await heartbeat(world)
  const { id } = await box.click()
  await box.until(id, 'verified')

  await world.db.admin`
    insert into schema_migrations (version, name, sha256) values (9999, '9999_of_tomorrow.sql', 'x')`
  expect(await ready()).toEqual([503, 'database newer'])
  await heartbeat(world)
  const before = written()
  const waiting = await box.click()
  expect(waiting.state).toBe('ready')
  expect(await takeUpDue(world)).toBe(0)
  expect(written()).toBe(before)

  await world.db.admin`delete from schema_migrations where version = 9999`
  expect(await ready()).toEqual([200, 'ready'])
  await heartbeat(world)
  expect(await takeUpDue(world)).toBe(1)
  await world.background.settled()
  expect(written()).toBe(before + 1)
})
