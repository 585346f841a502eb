import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import { checkClient, patchedParts, patchName, unmendedFiles } from './client-check.ts'
import { type ClientCopy, copyMended, copyPublished, installedClient } from './mended-client.ts'
import { packageRoot } from './package-root.ts'
import { makePublishedClient, type PublishedClient } from './published-client.ts'

const root = packageRoot()
const program = fileURLToPath(new URL('./dying-connections.ts', import.meta.url))
const builds = ['cjs/src', 'src'].flatMap((folder) => [`${folder}/connection.js`, `${folder}/index.js`])
const folderOf = ({ entry }: ClientCopy) => dirname(dirname(entry))

describe('the installed client', () => {
  test('is the version that the patch was made for', async () => {
    const { version } = JSON.parse(await readFile(join(installedClient(), 'package.json'), 'utf8'))
    const name = await patchName()
    expect(
      name,
      `patches/${name} was made for another version than the installed postgres ${version}: see docs/database.md`,
    ).toBe(`postgres+${version}.patch`)
  })

  test('has the patch in both of its builds', async () => {
    expect([...(await patchedParts()).keys()].sort()).toEqual(builds.toSorted())
    expect(
      await unmendedFiles(installedClient()),
      'the patch is not applied: run npx patch-package (npm ci does, without --ignore-scripts)',
    ).toEqual([])
  })

  test('is what import and require load', () => {
    const loaded = [
      fileURLToPath(import.meta.resolve('postgres')),
      createRequire(import.meta.url).resolve('postgres'),
    ]
    expect(loaded).toEqual(
      ['src/index.js', 'cjs/src/index.js'].map((file) => join(root, 'node_modules/postgres', file)),
    )
  })
})

describe('a client as npm brings it where no scripts run', () => {
  let published: ClientCopy
  beforeAll(async () => {
    published = await copyPublished()
  })
  afterAll(() => published?.remove())

  test('is refused at a start from sources, by name and with the command', async () => {
    expect(await unmendedFiles(folderOf(published))).toEqual(builds.toSorted())
    await expect(checkClient(pathToFileURL(published.entry).href)).rejects.toMatchObject({
      code: 'client_not_mended',
      message: expect.stringContaining('Run: npx patch-package'),
    })
    await expect(
      checkClient(pathToFileURL(join(installedClient(), 'src/index.js')).href),
    ).resolves.toBeUndefined()
  })

  test('is mended for the build; one that the patch does not fit stops the build', async () => {
    const mended = await copyMended(folderOf(published))
    expect(await unmendedFiles(folderOf(mended))).toEqual([])
    await mended.remove()
    await writeFile(join(folderOf(published), 'src', 'connection.js'), 'export default 1')
    await expect(copyMended(folderOf(published))).rejects.toThrow('does not fit the installed postgres')
  })
})

test('the build of the server puts the mended client into the bundle', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'flowpilot-build-'))
  try {
    await writeFile(join(folder, 'entry.ts'), "import postgres from 'postgres'\nconsole.log(postgres)\n")
    await build({
      root,
      configFile: join(root, 'vite.config.ts'),
      mode: 'server',
      logLevel: 'silent',
      build: { ssr: join(folder, 'entry.ts'), outDir: join(folder, 'out'), emptyOutDir: true },
    })
    const bundle = await readFile(join(folder, 'out', 'main.js'), 'utf8')
    expect(bundle).toContain('TRANSACTION_ENDED')
    expect(bundle).not.toMatch(/from ['"]postgres['"]/)
  } finally {
    await rm(folder, { recursive: true })
  }
})

type Ends = Record<string, string[] | string>

describe('a connection dies, or its transaction ends', () => {
  let db: TestDatabase
  let published: PublishedClient
  beforeAll(async () => {
    db = await createTestDatabase()
    published = await makePublishedClient()
    await db.admin`create table marks (account_id uuid not null default current_account(), said uuid not null)`
    await db.admin`call wall('marks')`
    await db.admin`grant select, insert on marks to flowpilot_app`
  })
  afterAll(async () => {
    await published?.remove()
    await db?.stop()
  })

  /** How the queries of each scene ended, or the last words of the process that they ended. */
  function play(names: string[], nodeArgs: string[] = []): Promise<Ends> {
    const args = [...nodeArgs, '--import', 'tsx', program, db.url, ...names]
    return new Promise((resolve) => {
      execFile(process.execPath, args, { timeout: 25_000 }, (error, stdout, stderr) => {
        const lastWords = error && (/^.*Error: .*$/m.exec(stderr)?.[0] ?? error.message)
        resolve(lastWords ? Object.fromEntries(names.map((name) => [name, lastWords])) : JSON.parse(stdout))
      })
    })
  }

  const nullWrite = "TypeError: Cannot read properties of null (reading 'write')"
  const gone = 'CONNECTION_CLOSED'
  const away = 'database_unavailable'
  const scenes: [words: string, scene: string, mended: string[], broken: string[] | string][] = [
    ['a reserved connection is used on', 'reserved', [gone, gone], nullWrite],
    ['a reserved connection is given back', 'releasedDead', ['answered', 'answered'], nullWrite],
    ['its transaction is rolled back', 'rolledBack', [gone, 'answered'], nullWrite],
    [
      'its transaction goes on in the next account',
      'otherAccount',
      [away, gone, 'answered', '0 rows in another account'],
      [away, 'answered', 'answered', '1 rows in another account'],
    ],
    [
      'no connection dies, but a failed transaction’s work goes on in the next account',
      'goesOn',
      ['the other branch failed', 'TRANSACTION_ENDED', 'answered', '0 rows in another account'],
      ['the other branch failed', 'answered', 'answered', '1 rows in another account'],
    ],
    ['its error is told to the next query', 'nextQuery', [gone, 'answered'], [gone, '57P01']],
    ['queries wait for it', 'queued', [gone, gone, gone, gone], [gone, gone, gone, 'never settled']],
    [
      'a query comes between its error and its close',
      'reset',
      [gone, gone, 'answered'],
      [gone, 'never settled', 'answered'],
    ],
    ['it was about to learn the types', 'brokenStart', [gone, 'answered'], 'Error: read ECONNRESET'],
  ]
  let ours: Promise<Ends> | undefined
  test.each(scenes)('%s', async (_, scene, mended, broken) => {
    ours ??= play(scenes.map(([, name]) => name))
    const theirs = await play([scene], published.nodeArgs)
    expect((await ours)[scene]).toEqual(mended)
    expect(theirs[scene], 'the client as published no longer has this fault: see docs/database.md').toEqual(
      broken,
    )
  })
})
