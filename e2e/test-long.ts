import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

/**
 * `npm run test:long`: what `npm test` does a tenth of, whole and with fresh chance. About an hour on two cores.
 * `-- chaos mutants` for these parts, `--seed 7` to repeat a run, `--share 0.01` for less of each.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, share: { type: 'string', default: '1' } },
})
const share = Number(values.share)
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9))

/** Tests that draw at random or repeat themselves say so by what they import. */
const drawing = ['server', 'shared', 'pod', 'extension', 'simulator', 'eval']
  .flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)))
  .filter((file) => /\.test\.tsx?$/.test(file) && !file.includes('node_modules'))
  .filter((file) => /from '.*testing\/(chance|property)\.ts'/.test(readFileSync(file, 'utf8')))
const vitest = ['node_modules/vitest/vitest.mjs', 'run']

const parts: Record<string, { what: string; args: string[] }> = {
  repetitions: {
    what: `properties over all they draw, and repetitions, in ${drawing.length} files`,
    args: [...vitest, '--project', 'unit', '--project', 'document', ...drawing],
  },
  chaos: {
    what: 'connections and databases die under load',
    args: [...vitest, '--project', 'journeys', 'e2e/chaos'],
  },
  faults: {
    what: 'the outbox under killed processes and a lying PSA, beside the usual strategy',
    args: ['--import', 'tsx', 'e2e/faults/main.ts', '--seed', String(seed), '--share', String(share)],
  },
  mutants: {
    what: 'the outbox, broken on purpose: the tests must notice',
    args: ['--import', 'tsx', 'e2e/faults/mutants.ts'],
  },
}
const asked = positionals.length > 0 ? positionals : Object.keys(parts)
const unknown = asked.filter((name) => !(name in parts))
if (unknown.length > 0 || !(share > 0 && share <= 1) || !Number.isInteger(seed)) {
  console.error(
    `npm run test:long -- [${Object.keys(parts).join('] [')}] [--seed whole number] [--share up to 1]`,
  )
  process.exit(2)
}

console.log(`seed ${seed}`)
const failed = asked.filter((name) => {
  const part = parts[name]
  if (!part) return true
  console.log(`\n── ${name}: ${part.what}`)
  const env = { ...process.env, TEST_SEED: String(seed), TEST_SHARE: String(share) }
  return spawnSync(process.execPath, part.args, { stdio: 'inherit', env }).status !== 0
})
const again = share === 1 ? '' : ` --share ${share}`
if (failed.length > 0)
  console.error(`\nfailed; to repeat it: npm run test:long -- ${failed.join(' ')} --seed ${seed}${again}`)
else console.log('\npassed')
process.exit(failed.length === 0 ? 0 : 1)
