import { setTimeout as sleep } from 'node:timers/promises'
import type { RunSize } from './fault-run.ts'
import { layGround, leaseS } from './ground.ts'
import { countNaiveOpen, makeNaiveQueue } from './naive-queries.ts'
import { type Replica, startReplica } from './replica.ts'
import { companies, makeTickets, textOf } from './seed.ts'
import { type Done, makeTrouble } from './trouble.ts'

export type NaiveRun = { posts: number; duplicated: number; notes: number; lost: number; done: Done }

const settleLimitMs = 90_000

/** The same PSA, the same troubles, and the strategy that is usually built. */
export async function runNaive(seed: number, size: RunSize, file: string): Promise<NaiveRun> {
  const ground = await layGround(seed, size)
  const { random, psa, world, settings } = ground
  const replicas: Replica[] = []
  try {
    const tickets = makeTickets()
    const jobs = Array.from({ length: size.posts }, (_, number) => {
      const marker = `${random.word()}-${number}`
      const ticket_id = random.pick(tickets).id
      const company = companies[Math.floor(Number(ticket_id) / 1000) - 1] ?? ''
      return { id: marker, company, ticket_id, body: textOf(random, marker), internal: random.chance(0.7) }
    })
    await makeNaiveQueue(world.db.listener, jobs)
    const env = { ...settings, PSA_SITE: psa.site, NAIVE_LEASE_MS: String(leaseS * 1000) }
    for (let number = 0; number < 2; number++)
      replicas.push(startReplica(number, { file, env, ready: 'naive worker is ready' }, () => 0))
    const done = await makeTrouble({
      ...ground,
      replicas,
      admin: () => world.db.listener,
      quota: size.quota,
      duration_ms: size.duration_ms,
      lease_ms: leaseS * 1000,
      long_stall_ms: (leaseS + size.settle_s * 1.4 + 1) * 1000,
      long_stall_share: size.long_stall_share,
    })
    psa.calm()
    for (const until = Date.now() + settleLimitMs; Date.now() < until; await sleep(200))
      if ((await countNaiveOpen(world.db.listener).catch(() => 1)) === 0) break
    await sleep(2_000)
    const commits = jobs.map(({ id }) => psa.truth.ofMarker(id))
    return {
      posts: size.posts,
      duplicated: commits.filter((notes) => notes.some((note) => note.beside_another)).length,
      notes: commits.reduce((sum, notes) => sum + notes.length, 0),
      lost: commits.filter((notes) => notes.length === 0).length,
      done,
    }
  } finally {
    await Promise.all(replicas.map((replica) => replica.end()))
    await ground.stop()
  }
}
