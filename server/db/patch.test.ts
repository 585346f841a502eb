import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import { makePublishedClient, type PublishedClient } from './chaos-client.ts'
import { packageRoot } from './package-root.ts'

const root = packageRoot()
const patchName = readdirSync(join(root, 'patches')).find((name) => name.startsWith('postgres+')) ?? ''
const program = fileURLToPath(new URL('./chaos-scenes.ts', import.meta.url))

/** File → the lines that the patch adds to it. */
function addedLines(): Map<string, string[]> {
  const added = new Map<string, string[]>()
  let lines: string[] = []
  for (const line of readFileSync(join(root, 'patches', patchName), 'utf8').split('\n')) {
    if (line.startsWith('+++ b/')) {
      lines = []
      added.set(line.slice('+++ b/'.length), lines)
    } else if (line.startsWith('+') && line.length > 1) lines.push(line.slice(1))
  }
  return added
}

describe('the installed client', () => {
  test('is the version that the patch was made for', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'node_modules/postgres/package.json'), 'utf8'))
    expect(
      patchName,
      `patches/${patchName} was made for another version than the installed postgres ${version}: see docs/database.md`,
    ).toBe(`postgres+${version}.patch`)
  })

  test('has the patch in both of its builds', () => {
    const added = addedLines()
    const builds = ['cjs/src', 'src'].flatMap((build) => [`${build}/connection.js`, `${build}/index.js`])
    expect([...added.keys()].sort()).toEqual(builds.map((file) => `node_modules/postgres/${file}`).sort())
    for (const [file, lines] of added) {
      const text = readFileSync(join(root, file), 'utf8').split('\n')
      expect(
        lines.filter((line) => !text.includes(line)),
        `patches/${patchName} is not applied to ${file}: run npx patch-package (npm ci does, without --ignore-scripts)`,
      ).toEqual([])
    }
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
