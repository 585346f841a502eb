import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** A long run draws whole what `npm test` draws a tenth of. */
const isLongRun = process.env.TEST_SHARE !== undefined

/** They replace what the process has, `Event` for one, so that each of these needs a process of its own. */
const inDocument = ['pod', 'extension']
  .flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)))
  .filter((file) => /\.test\.tsx?$/.test(file))
  .filter((file) => /happy-dom|testing\/screen/.test(readFileSync(file, 'utf8')))
const everywhere = ['{shared,server,simulator,pod,extension,migrations,eval}/**/*.test.{ts,tsx}', '*.test.ts']
const alias = { 'wxt/browser': resolve('node_modules/wxt/dist/virtual/mock-browser.mjs') }
/** They wait more than they work. One number for all, so that no kind of tests waits for the end of another. */
const maxWorkers = 3
const unit = {
  testTimeout: isLongRun ? 600_000 : 60_000,
  retry: 1,
  expect: { poll: { timeout: 30_000 } },
  hookTimeout: 60_000,
  maxWorkers,
}

/** The runner begins with large files. This one is small and takes two minutes: begun last, it would run alone. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) => moduleId.endsWith('faults.e2e.ts')
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    globalSetup: ['server/testing/global-setup.ts'],
    // limits of waits are wide: they end a test that hangs, and measure nothing; a second try is named by the reporter
    // ("retry x1") and is a fault to mend, it only keeps one such moment from hiding what all others say
    projects: [
      // modules are read once for all files of a worker: nothing of ours is kept in them
      {
        resolve: { alias },
        test: { ...unit, name: 'unit', include: everywhere, exclude: inDocument, isolate: false },
      },
      { resolve: { alias }, test: { ...unit, name: 'document', include: inDocument } },
      {
        test: {
          name: 'journeys',
          include: ['e2e/**/*.e2e.ts'],
          testTimeout: 120_000,
          retry: 1,
          expect: { poll: { timeout: 20_000 } },
          hookTimeout: 120_000,
          // each file has its own world, ports, data folder and browser profile
          maxWorkers,
        },
      },
    ],
  },
})
