import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../stage.ts'
import { type Clicked, carryOutClick } from './clicks.ts'
import { type FinalEnd, wrongEnds } from './ends.ts'
import { connectionsOnHold, countOpen, finalEnds, finalPosts, shortenWaits } from './fault-queries.ts'
import { type Ground, layGround, leaseS } from './ground.ts'
import { type Program, type Replica, startReplica } from './replica.ts'
import { type Doors, request, tokensFor } from './requests.ts'
import { type Account, type Click, makeClicks, seedAccounts } from './seed.ts'
import { type Done, makeTrouble, type Quota } from './trouble.ts'
import { judge, type Verdict } from './verdict.ts'

export type RunSize = {
  posts: number
  quota: Quota
  duration_ms: number
  /** How many of the stalls outlast the settle time too. */
  long_stall_share: number
  settle_s: number
  latest_commit_ms: number
  tell?: (done: Done) => void
}
export type FaultRun = {
  seed: number
  verdict: Verdict
  /** Cases that were to be closed or handed on, and what is wrong with the end of some. */
  ends: { asked: number; closings: number; handoffs: number; claimed: number; wrong: string[] }
  done: Done
  deaths: string[]
  struck: Map<string, number>
  shortened: number
  settled_in_s: number
  total_s: number
  /** From a request until its note could be seen by everybody. */
  longest_hidden_s: number
  requests: number
}

const clicksAtOnce = 48
const settleLimitMs = 240_000
const failedStartLimit = 10
const clockShiftMs = 600_000

/** The product itself, in several processes, while everything around it and they themselves break. */
export async function runFaults(seed: number, size: RunSize, program: string): Promise<FaultRun> {
  const startedAt = Date.now()
  const ground = await layGround(seed, size)
  const replicas: Replica[] = []
  const ports = await Promise.all(Array.from({ length: 4 }, freePort))
  const doors = (): Doors =>
    replicas.flatMap((replica) =>
      replica.isReady() ? [{ replica, app: `http://127.0.0.1:${ports[replica.number]}` }] : [],
    )
  const add = (isSkewed: boolean) => {
    const number = replicas.length
    const env = { ...ground.settings, PORT: ports[number] ?? '0' }
    const programOf: Program = { file: program, env, ready: 'FlowPilot is ready' }
    replicas.push(startReplica(number, programOf, () => (isSkewed ? drawClockShift(ground) : 0)))
  }
  const going = { isOver: false }
  try {
    const accounts = await seedAccounts(ground.world, ground.psa.site)
    const clicks = await makeClicks(ground.world, accounts, ground.random, size.posts)
    for (let i = 0; i < 2; i++) add(true)
    await ready(replicas)
    const helping = help(ground, accounts, doors, going)
    const clicking = clickAll(ground, clicks, doors, size.duration_ms * 0.9)
    const done = await trouble(ground, replicas, size, 'two')
    for (let i = 0; i < 2; i++) add(true)
    await ready(replicas)
    addUp(done, await trouble(ground, replicas, size, 'four'))
    ground.psa.calm()
    const troubleEndedAt = Date.now()
    // a last drain, and two servers in good health
    await Promise.all(replicas.map((replica) => replica.end()))
    const deaths = replicas.flatMap((replica) => replica.deaths)
    replicas.length = 0
    for (let i = 0; i < 2; i++) add(false)
    const clicked = await clicking
    await settled(ground)
    going.isOver = true
    const shortened = await helping
    const { truth, struck } = ground.psa
    const requests = clicked.reduce((sum, click) => sum + click.keys.length, 0)
    return {
      seed,
      verdict: judge(clicked, await finalPosts(ground.world.db.listener), truth),
      ends: judgeEnds(clicked, await finalEnds(ground.world.db.listener)),
      done,
      deaths: [...deaths, ...replicas.flatMap((replica) => replica.deaths)],
      struck,
      shortened,
      settled_in_s: (Date.now() - troubleEndedAt) / 1000,
      total_s: (Date.now() - startedAt) / 1000,
      longest_hidden_s:
        Math.max(0, ...truth.commits.map(({ visible_at, asked_at }) => visible_at - asked_at)) / 1000,
      requests,
    }
  } finally {
    going.isOver = true
    await Promise.all(replicas.map((replica) => replica.end()))
    await ground.stop()
  }
}

function judgeEnds(clicked: Clicked[], finals: FinalEnd[]): FaultRun['ends'] {
  const ends = [...new Set(clicked.flatMap(({ end }) => end ?? []))]
  const made = ends.filter((end) => end.made.size > 0)
  return {
    asked: ends.length,
    closings: made.filter(({ kind }) => kind === 'closing').length,
    handoffs: made.filter(({ kind }) => kind === 'handoff').length,
    claimed: made.filter(({ claimed_by }) => claimed_by.size > 0).length,
    wrong: wrongEnds(ends, finals),
  }
}

function drawClockShift({ random }: Ground): number {
  return random.pick([0, clockShiftMs, -clockShiftMs, Math.round(random.between(-1, 1) * clockShiftMs)])
}

async function ready(replicas: Replica[]): Promise<void> {
  while (!replicas.every((replica) => replica.isReady())) {
    const failed = replicas.find((replica) => replica.failed_starts.length >= failedStartLimit)
    if (failed) throw new Error(`a server does not start: ${failed.failed_starts.at(-1)}`)
    await sleep(50)
  }
}

/** Two servers have less of everything, and of stalls the fewest: one of them has to stay awake. */
const shares = {
  two: { time: 0.35, kills: 0.35, stalls: 0.1 },
  four: { time: 0.65, kills: 0.65, stalls: 0.9 },
}

function trouble(ground: Ground, replicas: Replica[], size: RunSize, part: 'two' | 'four') {
  const { kills, stalls, crashes } = size.quota
  const share = shares[part]
  const of = (all: number, its: number) => (part === 'two' ? Math.floor(all * its) : Math.ceil(all * its))
  return makeTrouble({
    ...ground,
    replicas,
    admin: () => ground.world.db.listener,
    quota: {
      kills: of(kills, share.kills),
      stalls: of(stalls, share.stalls),
      crashes: of(crashes, share.time),
    },
    duration_ms: size.duration_ms * share.time,
    lease_ms: leaseS * 1000,
    long_stall_ms: (leaseS + size.settle_s * 1.4 + 1) * 1000,
    long_stall_share: size.long_stall_share,
    ...(size.tell ? { tell: size.tell } : {}),
  })
}

function addUp(sum: Done, more: Done): void {
  for (const name of Object.keys(sum) as (keyof Done)[]) sum[name] += more[name]
}

/** Clicks as they come in a day, pressed into the time of the run. */
async function clickAll(
  ground: Ground,
  clicks: Click[],
  doors: () => Doors,
  durationMs: number,
): Promise<Clicked[]> {
  const tokens = tokensFor(ground.world.keys)
  const gapMs = durationMs / clicks.length
  const clicked: Clicked[] = []
  const open = new Set<Promise<unknown>>()
  const works = new Map<Click, Promise<Clicked>>()
  const begunAt = Date.now()
  for (const [number, click] of clicks.entries()) {
    while (open.size >= clicksAtOnce) await Promise.race(open)
    await sleep(Math.max(0, begunAt + number * gapMs - Date.now()))
    const before = click.behind ? works.get(click.behind) : undefined
    const work = carryOutClick(click, doors, tokens, ground.random, before).then((done) => {
      clicked.push(done)
      open.delete(work)
      return done
    })
    works.set(click, work)
    open.add(work)
  }
  await Promise.all(open)
  return clicked
}

/** What an hour or an admin would do: waits of minutes end, connections whose keys work again are tested. */
async function help(
  { world }: Ground,
  accounts: Account[],
  doors: () => Doors,
  going: { isOver: boolean },
): Promise<number> {
  const tokens = tokensFor(world.keys)
  let shortened = 0
  while (!going.isOver) {
    await sleep(500)
    try {
      shortened += await shortenWaits(world.db.listener)
      for (const { id, account_id } of await connectionsOnHold(world.db.listener)) {
        const account = accounts.find((each) => each.account_id === account_id)
        const door = doors().find(({ replica }) => !replica.isStopped())
        if (!account || !door) continue
        const token = await tokens(account.owner_id, account_id, door.replica.clock_shift_ms)
        await request(`${door.app}/api/v1/integrations/psa/connections/${id}/test`, token, {})
      }
    } catch {
      // the database is away for a moment
    }
  }
  return shortened
}

async function settled({ world }: Ground): Promise<void> {
  const until = Date.now() + settleLimitMs
  // a state counts as the last only when nothing came after it
  for (let quiet = 0; quiet < 4 && Date.now() < until; await sleep(250)) {
    const open = await countOpen(world.db.listener).catch(() => 1)
    quiet = open === 0 ? quiet + 1 : 0
  }
}
