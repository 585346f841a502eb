import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inAccount } from './db/tx.ts'
import { type Job, startJobs } from './job-loop.ts'
import { jobs } from './jobs.ts'
import { type People, people } from './testing/people.ts'
import { createTestWorld, type TestWorld } from './testing/world.ts'

let world: TestWorld
let other: TestWorld
let who: People
beforeAll(async () => {
  world = await createTestWorld()
  other = await createTestWorld({ database: world.db })
  who = await people(world)
})
afterAll(async () => {
  await other?.stop()
  await world?.stop()
})

const until = async (isDone: () => boolean) => {
  for (let tries = 0; !isDone() && tries < 200; tries++) await sleep(10)
  expect(isDone()).toBe(true)
}

test('a job that fails runs again, and the others do not notice', async () => {
  const runs = { bad: 0, good: 0 }
  const loop = startJobs(world, [
    {
      name: 'bad',
      everyMs: 10,
      scope: 'process',
      run: async () => {
        runs.bad++
        throw new Error('no')
      },
    },
    { name: 'good', everyMs: 10, scope: 'process', run: async () => void runs.good++ },
  ])
  await until(() => runs.bad > 3 && runs.good > 3)
  await loop.drain()
  const after = { ...runs }
  await sleep(50)
  expect(runs).toEqual(after)
})

test('a job that is woken runs now, also when it was running just then', async () => {
  let runs = 0
  const loop = startJobs(world, [
    {
      name: 'sleeper',
      everyMs: 60_000,
      scope: 'process',
      run: async () => {
        runs++
        await sleep(30)
      },
    },
  ])
  await until(() => runs === 1)
  loop.wake('sleeper')
  await until(() => runs === 2)
  await sleep(60)
  loop.wake('sleeper')
  await until(() => runs === 3)
  await loop.drain()
})

test('a job of the cluster is done by one process at a time, and again when it is due', async () => {
  let running = 0
  let most = 0
  let runs = 0
  const job: Job = {
    name: `single ${newId()}`,
    everyMs: 40,
    scope: 'cluster',
    run: async () => {
      runs++
      running++
      most = Math.max(most, running)
      await sleep(25)
      running--
    },
  }
  const loops = [world, other, world, other].map((each) => startJobs(each, [job]))
  await until(() => runs > 4)
  await Promise.all(loops.map((loop) => loop.drain()))
  expect(most).toBe(1)
})

test('a claim whose process died is taken over after its lease, and the dead one cannot end it', async () => {
  const { planJob, claimJob, finishJob } = await import('./db/system.ts')
  const { system, admin } = world.db
  const key = `fenced ${newId()}`
  await planJob(system, key)
  const dead = await claimJob(system, { key, owner: 'dead', leaseS: 60 })
  expect(dead).toBe(1)
  expect(await claimJob(system, { key, owner: 'alive', leaseS: 60 })).toBeUndefined()
  await admin`update jobs set lease_until = now() - interval '1 second' where key = ${key}`
  expect(await claimJob(system, { key, owner: 'alive', leaseS: 60 })).toBe(2)
  await finishJob(system, { key, attempts: 1, last_error: null, againInMs: 1 })
  const [row] = await admin`select owner from jobs where key = ${key}`
  expect(row?.owner).toBe('alive')
})

test('pruning ends what is past its time and keeps the rest', async () => {
  const account_id = who.accounts.acme
  await inAccount(world.db, account_id, async (sql) => {
    for (const [seq, days] of [
      [1, 8],
      [2, 1],
    ] as const)
      await sql`insert into events (account_id, seq, kind, payload, at) values (${account_id}, ${seq}, 'ticket.changed', '{}', now() - make_interval(days => ${days}))`
    for (const [context, days] of [
      ['ticket-1', 91],
      ['ticket-2', 1],
    ] as const)
      await sql`insert into drafts (account_id, user_id, context, body, updated_at) values (${account_id}, ${who.of.ben.id}, ${context}, 'x', now() - make_interval(days => ${days}))`
    for (const [ticket, hours] of [
      ['1', 25],
      ['2', 1],
    ] as const)
      await sql`insert into ticket_snapshots (account_id, connection_id, ticket_id, context, fetched_at) values (${account_id}, ${who.connection_id}, ${ticket}, '{}', now() - make_interval(hours => ${hours}))`
  })
  await world.db
    .system`insert into limit_counts values ('old', now() - interval '1 second', 1), ('new', now() + interval '1 minute', 1)`
  await jobs.find(({ name }) => name === 'prune')?.run(world, new AbortController().signal)
  const left = await inAccount(
    world.db,
    account_id,
    (sql) => sql`
    select (select array_agg(seq) from events) as events, (select array_agg(context) from drafts) as drafts,
           (select array_agg(ticket_id) from ticket_snapshots) as tickets`,
  )
  expect(left[0]).toMatchObject({ events: [2], drafts: ['ticket-2'], tickets: ['2'] })
  expect(await world.db.system`select bucket from limit_counts where bucket in ('old', 'new')`).toEqual([
    { bucket: 'new' },
  ])
})
