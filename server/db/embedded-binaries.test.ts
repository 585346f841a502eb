import { expect, test } from 'vitest'
import { findPackage } from './embedded-binaries.ts'

test('a platform without a package is a sentence that names the way out', () => {
  expect(() => findPackage('linux-riscv64')).toThrow(
    'There is no embedded PostgreSQL for linux-riscv64. Set DATABASE_URL to a PostgreSQL 15 or newer.',
  )
})

test('a package that npm left out is a sentence', () => {
  const other = process.platform === 'darwin' ? 'linux-x64' : 'darwin-arm64'
  expect(() => findPackage(other)).toThrow(/is not installed\. Run npm ci without --omit=optional/)
})

test('the package of this platform is found with its version', () => {
  expect(findPackage(`${process.platform}-${process.arch}`)).toMatchObject({
    version: expect.stringMatching(/^18\./),
  })
})
