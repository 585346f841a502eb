import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { makePublishedClient } from '../../server/db/published-client.ts'
import { isLong, repetitions, seed } from '../../server/testing/chance.ts'
import { seeded } from '../faults/random.ts'
import type { ChaosNews, ChaosOrder, ChaosReport } from './load.ts'
import { type ChaosServer, startChaosServer } from './server.ts'
import { judge } from './verdict-queries.ts'

const seconds = Number(process.env.CHAOS_SECONDS ?? repetitions(120))
const random = seeded(seed)
const isPublished = process.env.CHAOS_CLIENT === 'published'
const program = fileURLToPath(new URL('./load.ts', import.meta.url))
const killingMs = 1_200
const longestGapMs = 10
const stuckMs = 2_000
const reportLimitMs = 15_000

/** The process under load. `next` answers undefined when it ended or said nothing in time. */
function startLoad(url: string, nodeArgs: string[]) {
  const child = spawn(process.execPath, [...nodeArgs, '--import', 'tsx', program, url, String(seed)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const news: ChaosNews[] = []
  child.on('message', (each: ChaosNews) => news.push(each))
  const isRunning = () => child.exitCode === null && child.signalCode === null
  const next = async <T>(
    pick: (each: ChaosNews) => T | undefined,
    limitMs: number,
  ): Promise<T | undefined> => {
    for (const deadline = Date.now() + limitMs; Date.now() < deadline; await sleep(10)) {
      const each = news.shift()
      const found = each && pick(each)
      if (found !== undefined) return found
      if (!each && !isRunning()) return undefined
    }
  }
  const tell = (order: ChaosOrder) => isRunning() && child.send(order)
  return { next, tell, isRunning, end: () => child.kill('SIGKILL') }
}

async function endMany(server: ChaosServer): Promise<number> {
  let ended = await server.endOne('listening')
  for (
    const until = Date.now() + killingMs;
    Date.now() < until;
    await sleep(1 + random.below(longestGapMs - 1))
  )
    ended += await server.endOne('any')
  return ended
}

/** Connections end all the time; then the server goes; when it is back it is left in peace until all have recovered. */
async function wreck(server: ChaosServer, load: ReturnType<typeof startLoad>) {
  const done = { terminations: 0, restarts: 0, slow_recoveries: 0 }
  for (const until = Date.now() + seconds * 1000; Date.now() < until && load.isRunning(); ) {
    done.terminations += await endMany(server)
    const backAt = await server.restart(done.restarts++ % 2 === 0 ? 'fast' : 'immediate')
    load.tell({ back: backAt })
    const isRecovered = (news: ChaosNews) =>
      ('recovered_since' in news && news.recovered_since === backAt) || undefined
    if (!(await load.next(isRecovered, stuckMs))) done.slow_recoveries++
  }
  return done
}

test('connections and servers die under load, and every promise is kept', {
  timeout: (seconds + 60) * 1000,
}, async () => {
  const published = isPublished ? await makePublishedClient() : undefined
  const server = await startChaosServer()
  const load = startLoad(server.url, published?.nodeArgs ?? [])
  try {
    expect(await load.next((news) => 'ready' in news || undefined, 30_000)).toBe(true)
    const done = await wreck(server, load)
    load.tell({ stop: true })
    const report = await load.next((news) => ('report' in news ? news.report : undefined), reportLimitMs)
    if (!report) throw new Error('the process under load ended or hangs')
    const result = { ...done, ...summary(report), ...(await judge(server.url, report)) }
    if (process.env.CHAOS_SECONDS || isLong || isPublished) console.table(result)
    expect(result).toMatchObject({
      uncaught: [],
      unexpected: [],
      strayed: 0,
      disordered: 0,
      never_ended: 0,
      slow_recoveries: 0,
      lost: 0,
      in_wrong_account: 0,
      torn: 0,
      never_asked_for: 0,
      event_gaps: 0,
      events_unheard: 0,
    })
    expect(result.terminations).toBeGreaterThan(seconds * 10)
    expect(result.restarts).toBeGreaterThan(2)
    expect(result.acknowledged).toBeGreaterThan(seconds * 20)
  } finally {
    load.end()
    await server.stop()
    await published?.remove()
  }
})

function summary({ acknowledged, given_up, heard, recovered_ms, ...rest }: ChaosReport) {
  return {
    acknowledged: acknowledged.length,
    given_up: given_up.length,
    longest_recovery_ms: Math.max(0, ...recovered_ms),
    ...rest,
    unexpected: [...new Set(rest.unexpected)],
    crashes: rest.uncaught.length,
    uncaught: [...new Set(rest.uncaught)],
  }
}
