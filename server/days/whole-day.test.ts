import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ServerType } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDay } from '../../bench/my-day/days.ts'
import type { MyDay } from '../../shared/contracts/days.ts'
import { startPostWorker } from '../posts/worker/worker.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import { actOn } from '../testing/days.ts'
import { type Outbox, outbox } from '../testing/outbox.ts'
import { type People, people } from '../testing/people.ts'
import type { PostChildTask } from '../testing/post-child.ts'
import { requests } from '../testing/request.ts'
import { serveSimulator } from '../testing/serve-simulator.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { propose } from './propose.ts'

const childScript = fileURLToPath(new URL('../testing/post-child.ts', import.meta.url))
const settings = {
  NODE_ENV: 'test',
  SECRET_KEYS: `test:${randomBytes(32).toString('base64')}`,
  ALLOW_LOOPBACK_PSA: 'true',
  POST_SETTLE_SECONDS: '1',
  POST_UNDO_SECONDS: '0',
  POST_AUDIT_SECONDS: '86400',
}
const wanted = 40
/** Open ones of the simulator. */
const tickets = ['48274', '48276', '48283', '48285', '48288', '48291', '48295', '48297']

let database: TestDatabase
let world: TestWorld
let who: People
let box: Outbox
let server: ServerType
let child: ChildProcess | undefined
beforeAll(async () => {
  database = await createTestDatabase()
  world = await createTestWorld({ database, settings })
  who = await people(world)
  box = outbox(world, who, world.simulator)
  server = await serveSimulator(world, box)
})
afterAll(async () => {
  child?.kill('SIGKILL')
  await world?.stop()
  server?.close()
  await database?.stop()
})

/** The first two drawn days which, done at once, are so many stretches of work on tickets of the simulator. */
function fullDay() {
  for (let seed = 1; seed < 5_000; seed++) {
    const [day, other] = [makeDay(seed), makeDay(seed + 1)]
    if (day.from !== other.from) continue
    const acts = [...day.seen, ...other.seen]
      .filter(({ at }) => at >= day.from && at < day.to)
      .map(({ ticket, at }) => ({ at, place: tickets[Number(ticket) % tickets.length] ?? '' }))
    if (propose(acts, day).length === wanted) return { day, acts }
  }
  throw new Error('no such day')
}

test('a day of 40 entries, sent in one review, its process killed in the middle: 40 in the PSA, once each', async () => {
  const { day, acts } = fullDay()
  await actOn(
    box,
    who,
    acts.map(({ at, place }) => ({ at: new Date(at).toISOString(), ticket_id: place })),
  )
  const { as } = requests(world, who)
  const which = { date: day.date, time_zone: day.zone }
  const read = async () => {
    const { body } = await as('ben')('GET', `/me/day?${new URLSearchParams(which)}`)
    return body as MyDay
  }
  const proposed = await read()
  expect(proposed.entries).toHaveLength(wanted)
  const typed = await as('ben')('PATCH', '/me/day', {
    ...which,
    revision: proposed.revision,
    entries: proposed.entries.map(({ id }) => ({ id, work_type_id: '3' })),
  })
  const { revision, entries } = typed.body as MyDay
  const send = () =>
    as('ben')('POST', '/me/day/send', { ...which, revision, entries: entries.map(({ id }) => id) })
  const { status, text } = await send()
  expect(status, text).toBe(200)

  const { id, name, role } = who.of.ben
  const task: PostChildTask = {
    ...{ database_url: database.url, settings, account_id: who.accounts.acme, orders: [] },
    user: { id, name, role },
  }
  child = spawn(process.execPath, ['--import', 'tsx', childScript, JSON.stringify(task)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const holds = () => (world.simulator.state.tenants.acme?.timeEntries ?? []).filter(isOurs)
  await expect.poll(() => holds().length, { interval: 5 }).toBeGreaterThan(3)
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
  expect(holds().length).toBeLessThan(wanted)

  // as if the time of the dead process's leases were over
  await box.inAcme(async (sql) => {
    await sql`update posts set lease_until = now() where state = 'sending'`
    await sql`update posts set check_at = now() where state in ('checking', 'posted')`
  })
  const worker = startPostWorker(world)
  // the click again, by a person who saw nothing happen
  expect((await send()).status).toBe(200)
  for (const { post } of (await read()).entries) await box.until(post?.id ?? '', 'verified')
  await worker.stop()
  const found = holds()
  expect(found).toHaveLength(wanted)
  expect(found.map(({ timeStart }) => Date.parse(timeStart)).toSorted()).toEqual(
    entries.map(({ booked_from }) => Date.parse(booked_from)).toSorted(),
  )
})

const isOurs = ({ internalNotes }: { internalNotes: string }) => /ref FP-[0-9A-Z]{10}$/.test(internalNotes)
