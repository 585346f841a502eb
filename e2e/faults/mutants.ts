import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './build.ts'
import { type Mutant, mutants } from './mutant-list.ts'

/** `npm run test:mutants`: each mutant in a copy of the sources; the tests named for it must fail there. */
const parts = [
  'server',
  'shared',
  // looked through for their tests by the configuration
  'pod',
  'extension',
  'simulator',
  'migrations',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
]
const runLimitMs = 240_000

type Result = { name: string; status: string }

const names = process.argv.slice(2)
const chosen = mutants.filter(({ name }) => names.length === 0 || names.some((part) => name.includes(part)))
const folder = mkdtempSync(join(tmpdir(), 'flowpilot-mutants-'))
let survivors = 0
try {
  for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const healthy = new Map(
    runTests(chosen.flatMap(({ must_fail }) => must_fail)).map((each) => [each.name, each]),
  )
  for (const mutant of chosen) {
    const verdict = tryMutant(mutant, healthy)
    if (verdict !== 'caught') survivors += 1
    console.log(
      `${verdict === 'caught' ? 'caught  ' : 'SURVIVED'}  ${mutant.name}${verdict === 'caught' ? '' : `: ${verdict}`}`,
    )
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(
  survivors === 0 ? `\nall ${chosen.length} caught` : `\n${survivors} of ${chosen.length} not caught`,
)
process.exit(survivors === 0 ? 0 : 1)

function tryMutant(mutant: Mutant, healthy: Map<string, Result>): string {
  const before = new Map<string, string>()
  try {
    for (const { file, find, replace } of mutant.edits) {
      const path = join(folder, file)
      const source = readFileSync(path, 'utf8')
      if (!before.has(path)) before.set(path, source)
      if (source.split(find).length !== 2)
        return `${file} is not what it was: ${JSON.stringify(find.slice(0, 60))}`
      writeFileSync(
        path,
        source.replace(find, () => replace),
      )
    }
    const results = runTests(mutant.must_fail)
    for (const [file, test] of mutant.must_fail) {
      const of = (all: Iterable<Result>) => [...all].filter(({ name }) => name.includes(test))
      const well = of(healthy.values())
      if (well.length === 0 || well.some(({ status }) => status !== 'passed'))
        return `"${test}" does not pass without it`
      if (!of(results).some(({ status }) => status === 'failed')) return `${file}: "${test}" does not fail`
    }
    return 'caught'
  } finally {
    for (const [path, source] of before) writeFileSync(path, source)
  }
}

function runTests(wanted: Mutant['must_fail']): Result[] {
  const report = join(folder, 'report.json')
  rmSync(report, { force: true })
  const files = [...new Set(wanted.map(([file]) => file))]
  const pattern = wanted.map(([, test]) => test.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  const vitest = join(folder, 'node_modules/vitest/vitest.mjs')
  const args = ['run', '--project', 'unit', '--reporter', 'json', '--outputFile', report, '-t', pattern]
  const { stderr } = spawnSync(process.execPath, [vitest, ...args, ...files], {
    cwd: folder,
    timeout: runLimitMs,
    encoding: 'utf8',
  })
  type Report = { testResults: { assertionResults: { fullName: string; status: string }[] }[] }
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report
    return testResults.flatMap(({ assertionResults }) =>
      assertionResults.map(({ fullName, status }) => ({ name: fullName, status })),
    )
  } catch {
    throw new Error(`the tests did not run: ${stderr.slice(-2_000)}`)
  }
}
