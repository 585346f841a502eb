import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Session } from '../../shared/contracts/sessions.ts'
import { nowUs } from '../clock.ts'
import { addAccount, call, signIn, startFlowPilot, startPostgres } from '../house.ts'
import { installPeers } from '../install-peers.ts'
import { type Child, freePort, startChild, type Used } from '../processes.ts'
import { median, percentile, round, table, times } from '../table.ts'
import { openReaders } from './readers.ts'

const subscribers = 5_000
const streamsPerPerson = 100
const heardWithinMs = 20_000
const pauseMs = 150

type Crowd = {
  name: string
  child: Child
  streams: { url: string; headers: Record<string, string> }[]
  /** One change; how many readers hear of it. */
  change(n: number): Promise<number>
  stop(): Promise<void>
}
type Heard = { name: string; p50: number; p99: number; last: number; idle: Used; open: Used; readers: number }

/** How soon a change is on every screen, with five thousand streams open on one process. */
export async function events(rounds: number): Promise<string> {
  installPeers()
  const heard: Heard[] = []
  for (const open of [plain, () => flowPilot(1), () => flowPilot(50)])
    heard.push(await listen(await open(), rounds * 4))
  const [floor] = heard
  const rows = heard.map((one) => {
    const perReader = (key: 'live' | 'rss') => (one.open[key] - one.idle[key]) / subscribers / 1024
    return [
      one.name,
      one.readers,
      round(one.p50),
      round(one.p99),
      round(one.last),
      times(one.p99 / (floor?.p99 ?? Number.NaN)),
      round(perReader('live')),
      round(perReader('rss')),
      round(one.open.rss / 1024 ** 2),
    ]
  })
  return [
    `${subscribers.toLocaleString('en')} open streams on one process. From the change being asked for over HTTP, its transaction and its commit included, to each reader. The first line is the plainest fan-out there is: Hono's event streams and a Set, without sign-in, database, order or replay.`,
    table(
      [
        '',
        'hear each change',
        'p50, ms',
        'p99, ms',
        'last one, ms',
        'p99 to plain',
        'live kB per stream',
        'RSS kB per stream',
        'process, MB',
      ],
      rows,
    ),
  ].join('\n\n')
}

async function listen(crowd: Crowd, changes: number): Promise<Heard> {
  try {
    const idle = await crowd.child.used({ collect: true })
    const readers = await openReaders(crowd.streams)
    const open = await crowd.child.used({ collect: true })
    const delays: number[] = []
    const lasts: number[] = []
    let count = 0
    for (let n = -2; n < changes; n++) {
      await sleep(pauseMs)
      readers.heard()
      const beganUs = nowUs()
      count = await crowd.change(n + 2)
      await readers.waitFor(count, heardWithinMs)
      const took = readers.heard().map((us) => (us - beganUs) / 1000)
      if (n < 0) continue
      delays.push(...took)
      lasts.push(Math.max(...took))
    }
    readers.leave()
    const { name } = crowd
    const [p50, p99] = [median(delays), percentile(delays, 0.99)]
    return { name, p50, p99, last: median(lasts), idle, open, readers: count }
  } finally {
    await crowd.stop()
  }
}

async function plain(): Promise<Crowd> {
  const child = await startChild({
    name: 'fan-out',
    args: [join(import.meta.dirname, '..', 'peers', 'fan-out.mjs')],
    port: await freePort(),
    ready: /peer is ready/,
  })
  return {
    name: 'plain Hono streams and a Set',
    child,
    streams: Array.from({ length: subscribers }, () => ({ url: `${child.url}/events`, headers: {} })),
    change: async (n) => {
      await fetch(`${child.url}/publish`, { method: 'POST', body: JSON.stringify({ n }) })
      return subscribers
    },
    stop: child.stop,
  }
}

async function flowPilot(accounts: number): Promise<Crowd> {
  const postgres = await startPostgres()
  const database = await postgres.database('events')
  const child = await startFlowPilot(database.url)
  const perAccount = subscribers / accounts
  const people = Math.ceil(perAccount / streamsPerPerson)
  const streams: Crowd['streams'] = []
  const owners: { token: string; session: Session }[] = []
  for (let a = 0; a < accounts; a++) {
    const all = await addAccount(database.owner, `msp-${a}`, people)
    // one after the other: a hash takes a core, and the server turns a crowd of them away
    const tokens: string[] = []
    for (const person of all) tokens.push(await signIn(child.url, person))
    for (let n = 0; n < perAccount; n++)
      streams.push({
        url: `${child.url}/api/v1/events`,
        headers: { authorization: `Bearer ${tokens[n % tokens.length]}`, accept: 'text/event-stream' },
      })
    const token = tokens[0] ?? ''
    const wanted = { intake_type: 'free_text', intake_content: 'Outlook is disconnected.' }
    owners.push({ token, session: await call<Session>(child.url, token, 'POST', '/ai-sessions', wanted) })
  }
  return {
    name: accounts === 1 ? 'FlowPilot, one account' : `FlowPilot, ${accounts} accounts`,
    child,
    streams,
    change: async (n) => {
      const { token, session } = owners[n % owners.length] ?? owners[0] ?? { token: '', session: null }
      const triage = { client_name: `Client ${n}` }
      await call(child.url, token, 'PATCH', `/ai-sessions/${session?.id}/triage`, triage)
      return perAccount
    },
    stop: async () => {
      await child.stop()
      await database.end()
      await postgres.stop()
    },
  }
}
