import { setTimeout as sleep } from 'node:timers/promises'
import { installPeers } from '../install-peers.ts'
import { freePort, startChild, type Used } from '../processes.ts'
import { median, percentile, round, sum, table, times, verdict } from '../table.ts'
import { askAll, type Run } from './ask.ts'
import {
  aiSdk,
  type Contestant,
  flowPilot,
  honoSdk,
  portkey,
  portkeyChat,
  sdkAlone,
  tanstack,
} from './contestants.ts'
import { apart, deltas, firstTokenMs } from './program.ts'

type Load = { count: number; parallel: number; pace: 'slow' | 'fast' }
const loads = {
  quiet: { count: 16, parallel: 4, pace: 'slow' },
  many: { count: 64, parallel: 32, pace: 'slow' },
  crowd: { count: 400, parallel: 200, pace: 'slow' },
  flood: { count: 256, parallel: 32, pace: 'fast' },
} as const satisfies Record<string, Load>
type LoadName = keyof typeof loads

type Figures = {
  first: number
  delay: number
  delay_p99: number
  per_second: number
  cpu: number
  database_cpu: number
}
type Memory = { live_kb: number; rss_mb: number }

/** What stands between a model and its reader: ours and the usual ways, in front of one upstream. */
export async function streams(rounds: number): Promise<string> {
  installPeers()
  const port = await freePort()
  const args = ['--import', 'tsx', 'bench/streams/upstream.ts']
  const upstream = await startChild({ name: 'upstream', args, port, ready: /upstream is ready/ })
  const contestants: Contestant[] = []
  try {
    for (const open of [sdkAlone, honoSdk, flowPilot, aiSdk, tanstack, portkey, portkeyChat])
      contestants.push(await open(upstream.url))
    await warmUp(contestants, upstream.url)
    const figures = await measure(contestants, upstream.url, rounds)
    const memory = await measureMemory(contestants, upstream.url)
    return report(contestants, figures, memory, rounds)
  } finally {
    for (const contestant of contestants) await contestant.stop()
    await upstream.stop()
  }
}

async function setPace(upstream: string, pace: Load['pace']): Promise<void> {
  await fetch(`${upstream}/pace`, { method: 'POST', body: pace })
}

/** Code is compiled and pools are filled before anything counts. */
async function warmUp(contestants: Contestant[], upstream: string): Promise<void> {
  await setPace(upstream, 'fast')
  for (const one of contestants) await askAll(one, await one.orders(150), 16)
}

type Kept = Map<Contestant, Record<LoadName, Figures[]>>

/** Rounds of everybody in turn, so that a busy minute of the machine hits all alike. */
async function measure(contestants: Contestant[], upstream: string, rounds: number): Promise<Kept> {
  const kept: Kept = new Map(contestants.map((one) => [one, { quiet: [], many: [], crowd: [], flood: [] }]))
  for (let turn = 0; turn < rounds; turn++)
    for (const name of Object.keys(loads) as LoadName[]) {
      const { count, parallel, pace } = loads[name]
      await setPace(upstream, pace)
      for (const one of contestants) {
        const orders = await one.orders(count)
        const before = await one.used?.(false)
        const run = await askAll(one, orders, parallel)
        const after = await one.used?.(false)
        kept.get(one)?.[name].push(figuresOf(run, before, after))
        console.error(`  round ${turn + 1} ${name}: ${one.name}, ${round(count / run.seconds)} streams/s`)
      }
    }
  return kept
}

type Spent = Used & { database_cpu_ms: number }

function figuresOf({ seen, seconds }: Run, before?: Spent, after?: Spent): Figures {
  const delays = seen.flatMap(({ delays_ms }) => delays_ms)
  const spent = (key: 'cpu_ms' | 'database_cpu_ms') =>
    before && after ? (after[key] - before[key]) / seen.length : Number.NaN
  return {
    first: median(seen.map(({ first_added_ms }) => first_added_ms)),
    delay: median(delays),
    delay_p99: percentile(delays, 0.99),
    per_second: seen.length / seconds,
    cpu: spent('cpu_ms'),
    database_cpu: spent('database_cpu_ms'),
  }
}

/** Live memory (garbage emptied first) of 200 streams under way, less what the idle process holds. */
async function measureMemory(contestants: Contestant[], upstream: string): Promise<Map<Contestant, Memory>> {
  const kept = new Map<Contestant, Memory>()
  const parallel = 200
  await setPace(upstream, 'slow')
  for (const one of contestants) {
    if (!one.used) continue
    const orders = await one.orders(parallel)
    const idle = await one.used(true)
    const running = askAll(one, orders, parallel)
    await sleep(firstTokenMs + (deltas * apart) / 2)
    const busy = await one.used(true)
    await running
    kept.set(one, { live_kb: (busy.live - idle.live) / parallel / 1024, rss_mb: busy.rss / 1024 ** 2 })
  }
  return kept
}

function report(
  contestants: Contestant[],
  kept: Kept,
  memory: Map<Contestant, Memory>,
  rounds: number,
): string {
  const of = (one: Contestant, load: LoadName, key: keyof Figures) =>
    median((kept.get(one)?.[load] ?? []).map((figures) => figures[key]))
  const [, hono] = contestants
  if (!hono) return ''
  const versus = (one: Contestant, load: LoadName, key: keyof Figures) =>
    times(of(one, load, key) / of(hono, load, key))
  const cpuOf = (one: Contestant, load: LoadName) =>
    sum([of(one, load, 'cpu'), of(one, load, 'database_cpu')])
  const rows = contestants.map((one) => [
    one.name,
    round(of(one, 'quiet', 'first')),
    versus(one, 'quiet', 'first'),
    round(of(one, 'quiet', 'delay')),
    round(of(one, 'quiet', 'delay_p99')),
    round(of(one, 'many', 'first')),
    round(of(one, 'crowd', 'first')),
  ])
  const loadRows = contestants.map((one) => [
    one.name,
    round(of(one, 'many', 'per_second')),
    round(of(one, 'crowd', 'per_second')),
    versus(one, 'crowd', 'per_second'),
    round(of(one, 'flood', 'per_second')),
    versus(one, 'flood', 'per_second'),
    one.used ? round(of(one, 'crowd', 'cpu')) : '–',
    one.used ? round(of(one, 'crowd', 'database_cpu')) : '–',
    one.used ? times(cpuOf(one, 'crowd') / cpuOf(hono, 'crowd')) : '–',
    round(memory.get(one)?.live_kb ?? Number.NaN),
    round(memory.get(one)?.rss_mb ?? Number.NaN),
  ])
  return [
    `One upstream for all: ${firstTokenMs} ms to its first token, ${deltas} pieces ${apart} ms apart. Medians of ${rounds} rounds, everybody in turn within each. First word and delay: ${loads.quiet.parallel} streams at a time, then ${loads.many.parallel} and ${loads.crowd.parallel}.`,
    table(
      [
        'In front of the model',
        'added before the first word, ms',
        'to Hono + SDK',
        'delay of a word p50, ms',
        'p99, ms',
        `first word at ${loads.many.parallel}, ms`,
        `at ${loads.crowd.parallel}, ms`,
      ],
      rows,
    ),
    `Streams per second. With the slow upstream ${loads.many.parallel} streams cannot be more than ${round(ceiling(loads.many.parallel))} per second, ${loads.crowd.parallel} not more than ${round(ceiling(loads.crowd.parallel))}; "flood" has an upstream that sends everything at once. CPU is per stream at ${loads.crowd.parallel}.`,
    table(
      [
        'In front of the model',
        `at ${loads.many.parallel}`,
        `at ${loads.crowd.parallel}`,
        'to Hono + SDK',
        `flood at ${loads.flood.parallel}`,
        'to Hono + SDK',
        'server CPU, ms',
        'database CPU, ms',
        'CPU to Hono + SDK',
        'live memory per stream, kB',
        'process at 200, MB',
      ],
      loadRows,
    ),
    judged(contestants, of),
  ].join('\n\n')
}

const ceiling = (parallel: number) => (1000 * parallel) / (firstTokenMs + (deltas - 1) * apart)

type Of = (one: Contestant, load: LoadName, key: keyof Figures) => number

function judged([, hono, ours, ai, tan, gateway, chat]: Contestant[], of: Of): string {
  if (!hono || !ours || !ai || !tan || !gateway || !chat) return ''
  const first = (one: Contestant) => of(one, 'quiet', 'first')
  const rows = [
    ['first word ≤ 1.5× Hono + SDK', first(ours) / first(hono), 1.5],
    ['first word < ¼ of Portkey, chat completions', first(ours) / first(chat), 0.25],
    ['first word < ¼ of Portkey, handing through', first(ours) / first(gateway), 0.25],
  ].map(([aim, ratio, most]) => [
    aim as string,
    times(ratio as number),
    verdict((ratio as number) <= (most as number)),
  ])
  for (const peer of [hono, ai, tan])
    for (const load of ['crowd', 'flood'] as const) {
      const ratio = of(ours, load, 'per_second') / of(peer, load, 'per_second')
      rows.push([
        `streams/s above ${peer.name}, ${load === 'crowd' ? 'slow upstream, 200' : 'flood, 32'}`,
        times(ratio),
        verdict(ratio > 1),
      ])
    }
  const ratio = of(ours, 'flood', 'per_second') / of(gateway, 'flood', 'per_second')
  rows.push(['streams/s as near Portkey as can be (flood)', times(ratio), 'no limit set'])
  return table(['Aim', 'measured', ''], rows as string[][])
}
