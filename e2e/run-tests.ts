import { spawnSync } from 'node:child_process'
import { getBrowser } from './browser.ts'

/** `npm test`: everything, in the order in which it fails soonest. Words after it go to the test runner. */
const node = process.execPath
const steps: [string, string, string[]][] = [
  ['types, lint, format, dead code', 'npm', ['run', '--silent', 'check']],
  ['the UI', node, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn']],
  [
    "the simulator's screen",
    node,
    ['node_modules/vite/bin/vite.js', 'build', '--mode', 'simulator', '--logLevel', 'warn'],
  ],
  ['the server', node, ['node_modules/vite/bin/vite.js', 'build', '--mode', 'server', '--logLevel', 'warn']],
  ['the side panel', node, ['--import', 'tsx', 'extension/build.ts', 'demo']],
  ['tests', node, ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)]],
]

console.log(`Browser: ${getBrowser()}`)
for (const [name, command, args] of steps) {
  console.log(`\n── ${name}`)
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) {
    console.error(`\n${name}: failed`)
    process.exit(status ?? 1)
  }
}
