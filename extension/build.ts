import { rmSync } from 'node:fs'
import { zip } from 'wxt'
import { weighExtension } from '../budget.ts'

/** Both browsers, each as a folder to load and a zip; the sources' zip for the review of Firefox's store. */
const isDemo = process.argv[2] === 'demo'
if (isDemo) process.env.DEMO_EXTENSION = '1'
// a build must not depend on who runs it
process.env.NODE_ENV = 'production'
for (const browser of ['chrome', 'firefox']) {
  const folder = `dist/extension/${browser}${isDemo ? '-demo' : ''}`
  rmSync(folder, { recursive: true, force: true })
  await zip({ browser, mode: 'production' })
  for (const line of weighExtension(folder)) console.log(`${folder}: ${line}`)
}
