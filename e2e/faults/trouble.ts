import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from '../../server/db/connect.ts'
import type { ChaosServer } from '../chaos/server.ts'
import type { FaultPsa } from './fault-psa.ts'
import { someBackend } from './fault-queries.ts'
import type { Random } from './random.ts'
import type { Replica } from './replica.ts'
import { companies, isShared } from './seed.ts'

export type Quota = { kills: number; stalls: number; crashes: number }
export type Done = Quota & { long_stalls: number; kills_in_the_act: number }

export type TroubleInput = {
  /** Told now and then how far it is. */
  tell?: (done: Done) => void
  replicas: Replica[]
  psa: FaultPsa
  database: ChaosServer
  admin: () => Sql
  random: Random
  quota: Quota
  /** The quota is spread over this time. */
  duration_ms: number
  lease_ms: number
  /** A stall of this length outlasts lease, settle time and the looks after it. */
  long_stall_ms: number
  long_stall_share: number
}

const momentLimitMs = 400
const tellEveryMs = 30_000
/** A server has worked for so long before it is killed: on a slow machine there are fewer kills per minute, not posts. */
const workMs = 900
/** What is clicked on a merged ticket afterwards is asked about, so few of them are enough. */
const mergedLimit = 3

/** Kills, stalls and crashes until the quota is met. */
export async function makeTrouble(input: TroubleInput): Promise<Done> {
  const done: Done = { kills: 0, stalls: 0, crashes: 0, long_stalls: 0, kills_in_the_act: 0 }
  const going = { isOver: false }
  const spells = troublePsa(input, going)
  const telling = setInterval(() => input.tell?.(done), tellEveryMs)
  await Promise.all([killing(input, done), stalling(input, done), crashing(input, done)])
  clearInterval(telling)
  going.isOver = true
  await spells
  return done
}

async function killing(
  { replicas, psa, random, quota, duration_ms }: TroubleInput,
  done: Done,
): Promise<void> {
  const gapMs = duration_ms / Math.max(1, quota.kills)
  while (done.kills < quota.kills) {
    const nextAt = Date.now() + random.between(0, 2 * gapMs)
    // half of them right after a note came in or was written, when it hurts most
    const isAimed = random.chance(0.5)
    if (isAimed) await moment(psa, random)
    const victims = replicas.filter((replica) => replica.readyForMs() > workMs && !replica.isProtected())
    if (victims.length > 0) {
      if (isAimed) done.kills_in_the_act += 1
      await random.pick(victims).kill()
      done.kills += 1
    }
    await sleep(Math.max(20, nextAt - Date.now()))
  }
}

/** A row has just changed, a note come in or been written; within a few milliseconds something happens. */
async function moment(psa: FaultPsa, random: Random): Promise<void> {
  const name = random.pick(['row_changed', 'received', 'committed'])
  await new Promise<void>((resolve) => {
    const timer = setTimeout(end, momentLimitMs)
    function end() {
      clearTimeout(timer)
      psa.truth.moments.off(name, end)
      resolve()
    }
    psa.truth.moments.once(name, end)
  })
  await sleep(random.between(0, name === 'row_changed' ? 4 : 12))
}

async function stalling(input: TroubleInput, done: Done): Promise<void> {
  const { replicas, psa, random, quota, duration_ms, lease_ms, long_stall_ms, long_stall_share } = input
  const gapMs = duration_ms / Math.max(1, quota.stalls)
  const open = new Set<Promise<void>>()
  let begun = 0
  while (begun < quota.stalls) {
    const nextAt = Date.now() + random.between(0, 2 * gapMs)
    if (random.chance(0.5)) await moment(psa, random)
    const awake = replicas.filter((replica) => replica.isReady() && !replica.isStopped())
    // somebody has to be there who notices
    if (awake.length > 1) {
      const isLong = random.chance(long_stall_share)
      const forMs = isLong ? random.between(1, 1.5) * long_stall_ms : random.between(1.05, 1.4) * lease_ms
      const stall = stallFor(random.pick(awake), forMs, isLong || random.chance(0.8)).then((lasted) => {
        if (!lasted) return
        done.stalls += 1
        if (isLong) done.long_stalls += 1
      })
      begun += 1
      open.add(stall)
    }
    await sleep(Math.max(20, nextAt - Date.now()))
    // those that ended in a kill are made up for
    if (begun === quota.stalls) {
      await Promise.all(open)
      begun = done.stalls
    }
  }
}

/** True when it lasted to its end; a kill in between ends one that is not protected. */
async function stallFor(replica: Replica, forMs: number, isProtected: boolean): Promise<boolean> {
  replica.pause(isProtected)
  const until = Date.now() + forMs
  while (Date.now() < until) {
    await sleep(50)
    if (!replica.isStopped()) return false
  }
  replica.resume()
  return true
}

async function crashing(input: TroubleInput, done: Done): Promise<void> {
  const { database, admin, random, quota, duration_ms } = input
  const gapMs = duration_ms / Math.max(1, quota.crashes)
  while (done.crashes < quota.crashes) {
    await sleep(random.between(0.5, 1.2) * gapMs)
    if (random.chance(0.5)) await database.restart('immediate')
    else if (!(await killBackend(admin()))) continue
    done.crashes += 1
  }
}

/** kill -9 of one of its processes: PostgreSQL drops all the others and recovers from its log. */
async function killBackend(admin: Sql): Promise<boolean> {
  const pid = await someBackend(admin).catch(() => undefined)
  if (!pid) return false
  try {
    process.kill(pid, 'SIGKILL')
    return true
  } catch {
    return false
  }
}

/** Spells that befall one company of the PSA. */
async function troublePsa(input: TroubleInput, going: { isOver: boolean }): Promise<void> {
  const { psa, random } = input
  while (!going.isOver) {
    await sleep(random.between(1_000, 4_000))
    const company = random.pick(companies)
    const spell = random.pick(['keys', 'notes', 'notes', 'closed'] as const)
    if (spell === 'keys') psa.revokeKeys(company, random.between(300, 1_500))
    if (spell === 'notes') psa.hideNotes(company, random.between(500, 4_000))
    if (spell === 'closed') closeForAWhile(psa, company, random)
  }
}

/** Closed, or taken away and restored, for a moment; merged for ever. */
function closeForAWhile(psa: FaultPsa, company: string, random: Random): void {
  const open = [...psa.truth.tickets.values()].filter(
    (each) => each.company === company && !each.merged_into && !each.closed && !each.deleted,
  )
  const shared = open.filter(({ id }) => isShared(id))
  const ticket = random.pick(shared.length > 0 && random.chance(0.7) ? shared : open)
  const way = random.pick(['closed', 'closed', 'deleted', 'merged'] as const)
  const parent = open.find((each) => each !== ticket)
  const merged = [...psa.truth.tickets.values()].filter((each) => each.merged_into)
  if (way === 'merged' && parent && merged.length < mergedLimit) {
    ticket.closed = true
    ticket.merged_into = parent.id
    ticket.notes_moved = random.chance(0.5)
    return
  }
  if (way === 'deleted') ticket.deleted = true
  else ticket.closed = true
  setTimeout(
    () => {
      ticket.closed = false
      ticket.deleted = false
    },
    random.between(500, 2_500),
  ).unref()
}
