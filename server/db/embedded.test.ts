import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { repetitions } from '../testing/chance.ts'
import { openPool, type Sql } from './connection-options.ts'
import { type Embedded, startEmbedded } from './embedded.ts'

const silent = { debug: () => {}, warn: () => {}, error: () => {} }
const program = fileURLToPath(new URL('../testing/hold-database.ts', import.meta.url))
const isRoot = process.getuid?.() === 0

let folder: string
const holders = new Set<ChildProcess>()
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flowpilot-embedded-'))
})
afterAll(async () => {
  for (const holder of holders)
    if (holder.exitCode === null && holder.signalCode === null) await killed(holder)
  await sleep(500)
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

const start = (name: string) => startEmbedded({ dataDir: join(folder, name), log: silent })
const pool = (server: Pick<Embedded, 'options'>): Sql =>
  openPool(server.options, { max: 1, onNotice: () => {} })
const at = (host: string) => pool({ options: { host, port: 5432, user: 'flowpilot', database: 'postgres' } })

async function withSql<T>(sql: Sql, work: (sql: Sql) => Promise<T>): Promise<T> {
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 2 })
  }
}

type Line = { host?: string; startMs?: number; refused?: string; message?: string; answer?: string }

function hold(dataDir: string, user: { uid?: number; gid?: number } = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', program, dataDir], {
    ...user,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  holders.add(child)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<Line> => JSON.parse((await lines.next()).value ?? '{"refused":"ended"}')
  return { child, next }
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

const postmaster = async (dataDir: string) =>
  Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0])

async function ends(pid: number): Promise<void> {
  for (let waited = 0; waited < 100; waited++) {
    if (!isRunning(pid)) return
    await sleep(50)
  }
  throw new Error(`process ${pid} still runs`)
}

/** A container may have nobody who collects its dead: a zombie does not run. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

test('starts on nothing, keeps rows over a restart and leaves no process', async () => {
  const first = await start('restart')
  await withSql(pool(first), async (sql) => {
    await sql`create table kept (word text)`
    await sql`insert into kept values ('Grüße, 😀')`
    const [row] = await sql`
      select current_setting('server_encoding') as encoding, upper('é') as upper, current_setting('listen_addresses') as tcp`
    expect(row).toEqual({ encoding: 'UTF8', upper: 'É', tcp: '' })
  })
  const pid = await postmaster(join(folder, 'restart'))
  await first.stop()
  expect(isRunning(pid)).toBe(false)
  expect((await readdir(join(folder, 'restart'))).sort()).toEqual(['postgres'])

  const second = await start('restart')
  expect(await withSql(pool(second), (sql) => sql`select word from kept`)).toEqual([{ word: 'Grüße, 😀' }])
  await Promise.all([second.stop(), second.stop()])
})

test('a second process on the same folder is refused with a sentence', async () => {
  const dataDir = join(folder, 'double')
  const first = hold(dataDir)
  const { host } = await first.next()
  await expect(start('double')).rejects.toMatchObject({
    code: 'data_dir_in_use',
    message: expect.stringContaining(
      `Another FlowPilot server already runs on ${dataDir}. Stop that one first`,
    ),
  })
  expect(await withSql(at(host ?? ''), (sql) => sql`select 1 as alive`)).toEqual([{ alive: 1 }])
  await killed(first.child)
})

test('of four first starts at once, one gets the folder', async () => {
  const dataDir = join(folder, 'race')
  const starters = Array.from({ length: 4 }, () => hold(dataDir))
  const lines = await Promise.all(starters.map((starter) => starter.next()))
  expect(lines.map((line) => line.refused ?? 'started').sort()).toEqual([
    'data_dir_in_use',
    'data_dir_in_use',
    'data_dir_in_use',
    'started',
  ])
  const owner = lines.find((line) => line.host)
  expect(await withSql(at(owner?.host ?? ''), (sql) => sql`select 1 as alive`)).toEqual([{ alive: 1 }])
})

test('kill -9 of the owner: no orphan stays, no acknowledged row is lost, the next start works at once', async () => {
  const dataDir = join(folder, 'killed')
  for (let round = 1; round <= 3; round++) {
    const owner = hold(dataDir)
    const { host, startMs } = await owner.next()
    expect(startMs).toBeLessThan(10_000)
    const rows = await withSql(at(host ?? ''), async (sql) => {
      await sql`create table if not exists kept (round int)`
      await sql`insert into kept values (${round})`
      return sql`select count(*) as n from kept`
    })
    expect(rows).toEqual([{ n: round }])
    const pid = await postmaster(dataDir)
    await killed(owner.child)
    if (round === 2) await ends(pid)
  }
})

test.runIf(process.platform === 'linux')(
  'an orphan whose guard was killed too is ended by the next start',
  async () => {
    const dataDir = join(folder, 'orphan')
    const owner = hold(dataDir)
    await owner.next()
    const { server: orphan, all } = await processesOf(dataDir)
    for (const pid of all) if (pid !== orphan) process.kill(pid, 'SIGKILL')
    await killed(owner.child)
    expect(isRunning(orphan)).toBe(true)
    const next = await start('orphan')
    expect(await postmaster(dataDir)).not.toBe(orphan)
    expect(isRunning(orphan)).toBe(false)
    await next.stop()
  },
)

const kills = repetitions(20)

/** Postmaster, its guard and the guard's watcher; of all of them the guard first, which ends when the others do. */
async function processesOf(dataDir: string): Promise<{ server: number; guard: number; all: number[] }> {
  const server = await postmaster(dataDir)
  const guard = Number(/\) \S (\d+)/.exec(await readFile(`/proc/${server}/stat`, 'utf8'))?.[1])
  const children = await readFile(`/proc/${guard}/task/${guard}/children`, 'utf8')
  return { server, guard, all: [guard, ...children.trim().split(' ').map(Number)] }
}

test.runIf(process.platform === 'linux')(
  `kill -9 of everything at once, ${kills} times: the next start works at once and keeps every acknowledged row`,
  { timeout: 20_000 + kills * 10_000 },
  async () => {
    const dataDir = join(folder, 'all-killed')
    for (let round = 0; round <= kills; round++) {
      const owner = hold(dataDir)
      const { host, refused, message } = await owner.next()
      expect(refused, message).toBeUndefined()
      const sql = at(host ?? '')
      await sql`create table if not exists kept (round int)`
      await sql`insert into kept values (${round})`
      const acknowledged = await sql`select count(*) as n from kept where round >= 0`
      expect(acknowledged).toEqual([{ n: round + 1 }])
      // a backend at work outlives its postmaster for a moment
      const busy = sql`insert into kept select -1 from generate_series(1, 300000)`.catch(() => {})
      const { all } = await processesOf(dataDir)
      for (const pid of all) process.kill(pid, 'SIGKILL')
      await killed(owner.child)
      await busy
      await sql.end({ timeout: 1 })
    }
  },
)

test.runIf(process.platform === 'linux')(
  'a dead PostgreSQL that nobody collects, a zombie, does not block a start',
  async () => {
    const dataDir = join(folder, 'zombie')
    const owner = hold(dataDir)
    await owner.next()
    const { server, guard } = await processesOf(dataDir)
    // its parent cannot collect it any more
    process.kill(guard, 'SIGSTOP')
    process.kill(server, 'SIGKILL')
    await killed(owner.child)
    await ends(server)
    expect(await readFile(`/proc/${server}/stat`, 'utf8')).toMatch(/\) Z /)
    const next = await start('zombie')
    expect(await withSql(pool(next), (sql) => sql`select 1 as alive`)).toEqual([{ alive: 1 }])
    expect(await postmaster(dataDir)).not.toBe(server)
    await next.stop()
    process.kill(guard, 'SIGKILL')
  },
)

test('a socket lock whose process id now is somebody else does not block a start', async () => {
  const first = await start('socket-lock')
  const path = join(first.options.host, '.s.PGSQL.5432.lock')
  const lines = await readFile(path, 'utf8')
  await first.stop()
  await writeFile(path, lines.replace(/^\d+/, String(process.pid)))
  const second = await start('socket-lock')
  expect(await withSql(pool(second), (sql) => sql`select 1 as alive`)).toEqual([{ alive: 1 }])
  await second.stop()
})

test('a process id in a stale postmaster.pid that now is somebody else does not block a start', async () => {
  const first = await start('stale')
  const lines = await readFile(join(folder, 'stale', 'postgres', 'postmaster.pid'), 'utf8')
  await first.stop()
  const stale = lines.replace(/^\d+/, String(process.pid))
  await writeFile(join(folder, 'stale', 'postgres', 'postmaster.pid'), stale)
  const second = await start('stale')
  expect(await withSql(pool(second), (sql) => sql`select 1 as alive`)).toEqual([{ alive: 1 }])
  await second.stop()
})

test('Ctrl-C reaches the owner first: its last query is still answered', async () => {
  const owner = hold(join(folder, 'interrupted'))
  await owner.next()
  process.kill(-(owner.child.pid ?? 0), 'SIGINT')
  expect(await owner.next()).toEqual({ answer: 'still here' })
})

test('PostgreSQL killed as a whole is started again under its owner', async () => {
  const server = await start('revived')
  const sql = pool(server)
  await sql`create table kept as select 7 as n`
  process.kill(await postmaster(join(folder, 'revived')), 'SIGKILL')
  let rows: unknown
  for (let tries = 0; tries < 100 && !rows; tries++) {
    await sleep(100)
    rows = await sql`select n from kept`.then(
      (found) => [...found],
      () => undefined,
    )
  }
  expect(rows).toEqual([{ n: 7 }])
  await sql.end()
  await server.stop()
})

test('a path too long for a socket gets a short private folder, gone at the end', async () => {
  const server = await start(`deep/${'d'.repeat(120)}`)
  expect(server.options.host.length).toBeLessThan(80)
  expect(await withSql(pool(server), (sql) => sql`select 1 as alive`)).toEqual([{ alive: 1 }])
  await expect(start(`deep/${'d'.repeat(120)}`)).rejects.toMatchObject({ code: 'data_dir_in_use' })
  await server.stop()
  expect(existsSync(server.options.host)).toBe(false)
})

test('a first start cut short leaves nothing that the next one trips over', async () => {
  await mkdir(join(folder, 'cut', 'postgres.new-abc', 'base'), { recursive: true })
  await writeFile(join(folder, 'cut', 'postgres.new-abc', 'PG_VERSION'), '18\n')
  const server = await start('cut')
  expect((await readdir(join(folder, 'cut'))).filter((name) => name.startsWith('postgres.new-'))).toEqual([])
  await server.stop()
})

test('data of another major version is refused by name', async () => {
  await mkdir(join(folder, 'old', 'postgres'), { recursive: true })
  await writeFile(join(folder, 'old', 'postgres', 'PG_VERSION'), '16\n')
  await expect(start('old')).rejects.toMatchObject({
    code: 'embedded_other_major',
    message: expect.stringContaining('was made by PostgreSQL 16'),
  })
})

test('a folder that cannot be used is a sentence', async () => {
  await writeFile(join(folder, 'file'), '')
  await expect(start('file/below')).rejects.toMatchObject({
    code: 'embedded_not_starting',
    message: expect.stringContaining('Choose another DATA_DIR'),
  })
})

test.runIf(isRoot)('root: another user runs it, also below a folder closed to that user', async () => {
  await mkdir(join(folder, 'closed'), { mode: 0o700 })
  const server = await start('closed/inner')
  const status = await readFile(`/proc/${await postmaster(join(folder, 'closed', 'inner'))}/status`, 'utf8')
  expect(Number(/^Uid:\s+(\d+)/m.exec(status)?.[1])).toBeGreaterThan(0)
  expect(/^CapEff:\s+(\w+)/m.exec(status)?.[1]).toBe('0000000000000000')
  expect(await withSql(pool(server), (sql) => sql`select 1 as alive`)).toEqual([{ alive: 1 }])
  await server.stop()
})

test.runIf(isRoot && canRunAs(65534))('an ordinary user runs it as themselves', async () => {
  const home = await mkdtemp(join(tmpdir(), 'flowpilot-ordinary-'))
  await chown(home, 65534, 65534)
  try {
    const owner = hold(home, { uid: 65534, gid: 65534 })
    const { host } = await owner.next()
    expect(host).toBe(join(home, 'postgres'))
    owner.child.kill('SIGINT')
    expect(await owner.next()).toEqual({ answer: 'still here' })
  } finally {
    await rm(home, { recursive: true, maxRetries: 20, retryDelay: 100 })
  }
})

function canRunAs(uid: number): boolean {
  try {
    execFileSync(process.execPath, ['--import', 'tsx', '-e', ''], { uid, gid: uid, stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
