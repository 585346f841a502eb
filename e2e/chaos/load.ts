import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { createAccount } from '../../server/accounts/create-account.ts'
import { connectDatabase } from '../../server/db/connect.ts'
import { createEventHub } from '../../server/events/hub.ts'
import type { Subscription } from '../../server/events/subscription.ts'
import { seeded } from '../faults/random.ts'
import { act, ChangedMind, type Deed, makeMarks, newDeed } from './work-queries.ts'

/**
 * A server process under load, whose database dies again and again: 20 accounts, two workers and one reader of
 * events each. Told by message when the database is back; answers with what it was promised.
 */
export type ChaosOrder = { back: number } | { stop: true }
export type ChaosNews = { ready: true } | { recovered_since: number } | { report: ChaosReport }
export type ChaosReport = {
  acknowledged: Deed[]
  /** Transactions that never came as far as their commit. */
  given_up: string[]
  failed: number
  unexpected: string[]
  uncaught: string[]
  strayed: number
  /** Events out of order, twice, or left out. */
  disordered: number
  /** Account → the last event that its reader got. */
  heard: Record<string, number>
  never_ended: number
  /** From the database's return until all that waited had ended and all accounts had committed and read their events. */
  recovered_ms: number[]
}

const accountCount = 20
const workersPerAccount = 2
const poolSize = 10
const failedPauseMs = 20
const settleMs = 5_000

const report: ChaosReport = {
  acknowledged: [],
  given_up: [],
  failed: 0,
  unexpected: [],
  uncaught: [],
  strayed: 0,
  disordered: 0,
  heard: {},
  never_ended: 0,
  recovered_ms: [],
}
const say = (news: ChaosNews) => process.send?.(news)
// counted instead of ending us, so that a run shows all that is wrong and not only the first of it
process.on('uncaughtException', (error) => report.uncaught.push(`${error.name}: ${error.message}`))

const random = seeded(Number(process.argv[3]))
const log = pino({ level: 'silent' })
const db = await connectDatabase({ databaseUrl: process.argv[2] ?? '', dataDir: '', poolSize, log })
await makeMarks(db.listener)
const accounts: string[] = []
for (let number = 1; number <= accountCount; number++) {
  const { account_id } = await createAccount(
    { db },
    { key: `msp-${number}`, name: `MSP ${number}`, people: [] },
  )
  accounts.push(account_id)
}
const hub = await createEventHub({ db, log, streamsPerUser: 1 })
const open = new Set<Deed>()
let isStopped = false

/** What is still to be seen since the database came back. */
type Due = { backAt: number; mustEnd: Set<Deed>; mustHear: Map<string, number>; mustCommit: Set<string> }
let due: Due | undefined
const lastSeq = new Map<string, number>()

function checkRecovered(): void {
  if (!due || due.mustEnd.size + due.mustHear.size + due.mustCommit.size > 0) return
  report.recovered_ms.push(Date.now() - due.backAt)
  say({ recovered_since: due.backAt })
  due = undefined
}

async function work(accountId: string): Promise<void> {
  while (!isStopped) {
    const deed = newDeed(accountId)
    const startedAt = Date.now()
    open.add(deed)
    const error = await act(db, deed, random).then(
      () => undefined,
      (caught: { code?: string; message: string }) => caught,
    )
    open.delete(deed)
    if (due?.mustEnd.delete(deed)) checkRecovered()
    if (deed.strayed) report.strayed++
    if (error === undefined) {
      report.acknowledged.push(deed)
      lastSeq.set(accountId, Math.max(lastSeq.get(accountId) ?? 0, deed.seq))
      if (due && startedAt >= due.backAt && due.mustCommit.delete(accountId)) checkRecovered()
      continue
    }
    if (!deed.finished) report.given_up.push(deed.tx)
    if (error instanceof ChangedMind) continue
    if (error.code === 'database_unavailable') report.failed++
    else report.unexpected.push(`${error.code ?? ''} ${error.message}`)
    await sleep(failedPauseMs)
  }
}

async function read(accountId: string, subscription: Subscription): Promise<void> {
  for (;;) {
    const frame = await subscription.next(60_000)
    if (frame === null) continue
    if ('ended' in frame) return
    if (frame.frame === 'passing') continue
    const seq = frame.frame === 'event' ? frame.event.seq : frame.seq
    if (frame.frame === 'event' && seq !== (report.heard[accountId] ?? 0) + 1) report.disordered++
    report.heard[accountId] = seq
    if (due && seq >= (due.mustHear.get(accountId) ?? Number.POSITIVE_INFINITY)) {
      due.mustHear.delete(accountId)
      checkRecovered()
    }
  }
}

const readers = await Promise.all(
  accounts.map(async (accountId) => {
    const who = { account_id: accountId, user_id: accountId, may: () => true }
    return { accountId, subscription: await hub.subscribe(who, null) }
  }),
)

/** All that was promised has been heard, or the time is over. */
async function settled(): Promise<void> {
  const deadline = Date.now() + settleMs
  const isBehind = () => accounts.some((id) => (report.heard[id] ?? 0) < (lastSeq.get(id) ?? 0))
  while (Date.now() < deadline && (open.size > 0 || isBehind())) await sleep(20)
}

process.on('message', async (order: ChaosOrder) => {
  if ('back' in order) {
    const behind = accounts.filter((id) => (report.heard[id] ?? 0) < (lastSeq.get(id) ?? 0))
    const mustHear = new Map(behind.map((id) => [id, lastSeq.get(id) ?? 0]))
    due = { backAt: order.back, mustEnd: new Set(open), mustHear, mustCommit: new Set(accounts) }
    return
  }
  isStopped = true
  await settled()
  report.never_ended = open.size
  await Promise.race([hub.stop(), sleep(1000)])
  process.send?.({ report } satisfies ChaosNews, () => process.exit(0))
})
say({ ready: true })
await Promise.all([
  ...readers.map(({ accountId, subscription }) => read(accountId, subscription)),
  ...accounts.flatMap((accountId) => Array.from({ length: workersPerAccount }, () => work(accountId))),
])
