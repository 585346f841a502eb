import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { builtFile } from './built-ui.ts'

let folder: string
const script = `console.log(${JSON.stringify('x'.repeat(5_000))})`
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flowpilot-ui-'))
  await mkdir(join(folder, 'assets'))
  await mkdir(join(folder, '.vite'))
  await writeFile(join(folder, 'assets', 'main-4f2a.js'), script)
  await writeFile(join(folder, 'logo.svg'), '<svg/>')
  await writeFile(join(folder, 'index.html'), '<html></html>')
  await writeFile(join(folder, '.vite', 'manifest.json'), '{}')
  await writeFile(join(folder, '.hidden.js'), '')
})
afterAll(() => rm(folder, { recursive: true }))

test('a hashed script comes zipped and may be kept for ever', async () => {
  const file = await builtFile('assets/main-4f2a.js', folder)
  expect(file).toMatchObject({ type: 'text/javascript; charset=utf-8', isHashed: true })
  expect(file?.bytes.toString()).toBe(script)
  expect(file?.zipped && gunzipSync(file.zipped).toString()).toBe(script)
  expect(await builtFile('logo.svg', folder)).toMatchObject({
    type: 'image/svg+xml',
    isHashed: false,
    zipped: undefined,
  })
})

test('a file that is built again is served anew', async () => {
  await writeFile(join(folder, 'logo.svg'), '<svg id="new"/>')
  expect((await builtFile('logo.svg', folder))?.bytes.toString()).toBe('<svg id="new"/>')
})

test.each([
  'index.html',
  '.vite/manifest.json',
  '.hidden.js',
  '../package.json',
  'assets/../logo.svg',
  'assets',
  '',
  '/etc/hosts.js',
  'assets//main-4f2a.js',
  'nothing.js',
])('not served: %s', async (path) => expect(await builtFile(path, folder)).toBeUndefined())
