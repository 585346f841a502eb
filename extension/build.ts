import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { zip } from 'wxt'

/** JavaScript as it travels, in bytes of gzip: what a press or a page's load costs. */
const limits = { panel: 70_000, background: 15_000, page: 6_000 }

/** Both browsers, each as a folder to load and a zip; the sources' zip for the review of Firefox's store. */
const isDemo = process.argv[2] === 'demo'
if (isDemo) process.env.DEMO_EXTENSION = '1'
// a build must not depend on who runs it
process.env.NODE_ENV = 'production'
for (const browser of ['chrome', 'firefox']) {
  const folder = `dist/extension/${browser}${isDemo ? '-demo' : ''}`
  rmSync(folder, { recursive: true, force: true })
  await zip({ browser, mode: 'production' })
  checkSizes(folder)
}

function checkSizes(folder: string): void {
  const size = (file: string) => gzipSync(readFileSync(`${folder}/${file}`), { level: 9 }).length
  const chunks = readdirSync(`${folder}/chunks`).filter((name) => !name.startsWith('options'))
  const sizes = {
    panel: chunks.reduce((sum, name) => sum + size(`chunks/${name}`), 0),
    background: size('background.js'),
    page: size('psa.js'),
  }
  console.log(
    `${folder}: panel ${sizes.panel}, background ${sizes.background}, in the page ${sizes.page} bytes gzipped`,
  )
  for (const part of ['panel', 'background', 'page'] as const)
    if (sizes[part] > limits[part]) throw new Error(`The ${part} is over its ${limits[part]} bytes.`)
}
