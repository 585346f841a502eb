import { parseArgs } from 'node:util'
import { buildPrograms } from './build.ts'
import { runFaults } from './fault-run.ts'
import { runNaive } from './naive-run.ts'
import { failuresOf, printNaive, printRun } from './report.ts'
import { nightly, part } from './sizes.ts'
import type { Done } from './trouble.ts'

/**
 * `npm run test:faults`: the nightly size. `-- --share 0.1 --seed 7 --no-naive` for less, or again; with
 * `--late 12` the PSA commits up to 12 s late, which is past the settle time, and duplicates must show.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    share: { type: 'string', default: '1' },
    late: { type: 'string', default: String(nightly.latest_commit_ms / 1000) },
    'no-naive': { type: 'boolean', default: false },
  },
})
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9))
const tell = ({ kills, stalls, crashes }: Done) =>
  console.log(
    `${new Date().toISOString().slice(11, 19)} ${kills} kills, ${stalls} stalls, ${crashes} crashes in this part`,
  )
const size = { ...part(nightly, Number(values.share)), latest_commit_ms: Number(values.late) * 1000, tell }
console.log(`seed ${seed}: ${size.posts} posts, ${JSON.stringify(size.quota)}`)

const programs = await buildPrograms()
const run = await runFaults(seed, size, programs.server)
printRun(run)
if (!values['no-naive'])
  printNaive(await runNaive(seed, part(nightly, Number(values.share) / 5), programs.naive))

const failures = failuresOf(run)
console.log(failures.length === 0 ? '\npassed' : `\nfailed: ${failures.length}`)
process.exit(failures.length === 0 ? 0 : 1)
