import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

/** A long run draws whole what `npm test` draws a tenth of. */
const isLong = process.env.TEST_SHARE !== undefined

export default defineConfig({
  test: {
    // limits of waits are wide: they end a test that hangs, and measure nothing; a second try is named by the reporter
    // ("retry x1") and is a fault to mend, it only keeps one such moment from hiding what all others say
    projects: [
      {
        resolve: { alias: { 'wxt/browser': resolve('node_modules/wxt/dist/virtual/mock-browser.mjs') } },
        test: {
          name: 'unit',
          include: [
            '{shared,server,simulator,pod,extension,migrations,eval}/**/*.test.{ts,tsx}',
            '*.test.ts',
          ],
          globalSetup: ['server/testing/global-setup.ts'],
          testTimeout: isLong ? 600_000 : 60_000,
          retry: 1,
          expect: { poll: { timeout: 30_000 } },
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['e2e/**/*.e2e.ts'],
          globalSetup: ['server/testing/global-setup.ts'],
          testTimeout: 120_000,
          retry: 1,
          expect: { poll: { timeout: 20_000 } },
          hookTimeout: 120_000,
          // each file has its own world, ports, data folder and browser profile
          maxWorkers: 2,
        },
      },
    ],
  },
})
