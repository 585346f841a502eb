import { afterAll, beforeAll, expect, test } from 'vitest'
import { seed } from '../../server/testing/chance.ts'
import { buildPrograms, type Programs } from './build.ts'
import { type FaultRun, runFaults } from './fault-run.ts'
import { runNaive } from './naive-run.ts'
import { runOutage } from './outage.ts'
import { failuresOf, printRun } from './report.ts'
import { nightly, part } from './sizes.ts'

const size = { ...part(nightly, 0.05), duration_ms: 25_000 }
const limitMs = 400_000
let programs: Programs
let run: FaultRun | undefined

beforeAll(async () => {
  programs = await buildPrograms()
  run = await runFaults(seed, size, programs.server)
}, limitMs)
afterAll(() => {
  if (run && failuresOf(run).length > 0) printRun(run)
})

test('servers, database and ConnectWise break at random: nothing twice, nothing lost, nothing said that is not so', () => {
  expect(run && failuresOf(run), `TEST_SEED=${seed} repeats it`).toEqual([])
})

test('it was broken as often as it was meant to be, and most went through all the same', () => {
  const { done, verdict, ends } = run as FaultRun
  expect(done.kills).toBeGreaterThanOrEqual(size.quota.kills)
  expect(done.stalls).toBeGreaterThanOrEqual(size.quota.stalls)
  expect(done.crashes).toBeGreaterThanOrEqual(size.quota.crashes)
  // a click that no living server took in its time is no post: on a busy machine there are many, and three for an end
  const posts = verdict.judged.length
  const single = verdict.judged.filter(({ click }) => !click.end)
  expect(single.length).toBeGreaterThan((size.posts - 3 * ends.asked) * 0.5)
  expect(verdict.recovered).toBeGreaterThan(posts * 0.1)
  expect(verdict.counts.ok).toBeGreaterThan(posts * 0.85)
})

test('the same troubles make the usual strategy post twice', { timeout: limitMs }, async () => {
  const few = { ...part(nightly, 0.02), duration_ms: 8_000, long_stall_share: 0 }
  expect((await runNaive(seed, few, programs.naive)).duplicated).toBeGreaterThan(0)
})

test('handed on while ConnectWise is away and the server is killed: it waits where one sees it, and files itself', {
  timeout: limitMs,
}, async () => {
  const { answered, away, restarted, back, written, picked_up_by } = await runOutage(seed, programs.server)
  const states = ({ posts }: typeof away) => posts.map(({ kind, state }) => `${kind} ${state}`)
  expect(answered).toMatchObject({ status: 'escalated', psa_push_status: 'pending_retry' })
  expect([away.status, states(away)]).toEqual([
    'escalated',
    ['note ready', 'time_entry ready', 'status ready'],
  ])
  expect(away.posts[0]?.reason?.code).toBe('psa_not_reached')
  expect(restarted).toEqual(away)
  expect(states(back)).toEqual(['note verified', 'time_entry verified', 'status verified'])
  expect(written).toEqual(['note', 'time_entry', 'status'])
  expect(picked_up_by).toBe('second')
})
