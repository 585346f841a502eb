import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type BuiltUi, createBuiltUi } from './built-ui.ts'

let folder: string
let built: BuiltUi
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
  built = createBuiltUi({ mayChange: true }, folder)
})
afterAll(() => rm(folder, { recursive: true }))

test('a hashed script comes zipped and may be kept for ever', async () => {
  const file = await built.file('assets/main-4f2a.js')
  expect(file).toMatchObject({ type: 'text/javascript; charset=utf-8', isHashed: true })
  expect(file?.bytes.toString()).toBe(script)
  expect(file?.zipped && gunzipSync(file.zipped).toString()).toBe(script)
  expect(await built.file('logo.svg')).toMatchObject({
    type: 'image/svg+xml',
    isHashed: false,
    zipped: undefined,
  })
})

test('what is built again beside the server is served anew a moment later', async () => {
  const before = await built.page()
  await writeFile(join(folder, 'logo.svg'), '<svg id="new"/>')
  await writeFile(join(folder, 'index.html'), '<html id="new"></html>')
  const served = async () => [
    (await built.file('logo.svg'))?.bytes.toString(),
    (await built.page())?.html,
    (await built.page())?.build === before?.build,
  ]
  await vi.waitFor(async () =>
    expect(await served()).toEqual(['<svg id="new"/>', '<html id="new"></html>', false]),
  )
})

test('a finished build is served from memory, whatever becomes of the disk', async () => {
  const fixed = createBuiltUi({ mayChange: false }, folder)
  const page = await fixed.page()
  await rename(folder, `${folder}-away`)
  try {
    expect((await fixed.file('assets/main-4f2a.js'))?.bytes.toString()).toBe(script)
    expect(await fixed.page()).toEqual(page)
    expect(await fixed.file('nothing.js')).toBeUndefined()
  } finally {
    await rename(`${folder}-away`, folder)
  }
})

test('a server that started before the build serves it once it is there', async () => {
  const early = createBuiltUi({ mayChange: false }, join(folder, 'later'))
  expect(await early.page()).toBeUndefined()
  await mkdir(join(folder, 'later'))
  await writeFile(join(folder, 'later', 'index.html'), '<html></html>')
  expect((await early.page())?.html).toBe('<html></html>')
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
])('not served: %s', async (path) => expect(await built.file(path)).toBeUndefined())
