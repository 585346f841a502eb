import { randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TransactionSql } from 'postgres'
import postgres from 'postgres'
import { openPool, optionsFromUrl, type Sql } from './connection-options.ts'
import { type AccountDb, inAccount } from './tx.ts'

/** Scenes of a dying connection in a process of their own, since the client may end it: database URL, names. */
const [url = '', ...names] = process.argv.slice(2)
const settleMs = 1_500
/** The same end, as sockets of different kinds tell it. */
const closedCodes = new Set(['ECONNRESET', 'EPIPE'])
const options = optionsFromUrl(url)
const admin = openPool(options, { max: 2, onNotice: () => {} })
const alone = (app: Sql): AccountDb => ({ app, notices: { add: () => {}, flush: async () => {} } })
const poolOfOne = () => openPool(options, { max: 1, role: 'flowpilot_app', onNotice: () => {} })

async function pidOf(sql: Sql | TransactionSql): Promise<number> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
  return row?.pid ?? 0
}

async function kill(pid: number): Promise<void> {
  await admin`select pg_terminate_backend(${pid}, 5000)`
  await sleep(50)
}

/** How a query ended: `answered`, the code of its error, or that it did not. */
async function endOf(query: PromiseLike<unknown>): Promise<string> {
  const ended = Promise.resolve(query).then(
    () => 'answered',
    ({ code, message }: { code?: string; message: string }) =>
      code && closedCodes.has(code) ? 'CONNECTION_CLOSED' : (code ?? message),
  )
  return Promise.race([ended, sleep(settleMs, 'never settled')])
}

function gate(): { opened: Promise<void>; open(): void } {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}

async function reserved() {
  const sql = await poolOfOne().reserve()
  await kill(await pidOf(sql))
  const ends = [await endOf(sql`select 1`), await endOf(sql`select 1`)]
  await sleep(50)
  return ends
}

async function releasedDead() {
  const pool = poolOfOne()
  const sql = await pool.reserve()
  await kill(await pidOf(sql))
  await endOf(sql`select 1`)
  sql.release()
  return [await endOf(pool`select 1`), await endOf(pool`select 1`)]
}

async function rolledBack() {
  const pool = poolOfOne()
  const scene = pool.begin(async (sql) => {
    await kill(await pidOf(sql))
    throw new Error('the work failed')
  })
  const end = await endOf(scene)
  await sleep(200)
  return [end, await endOf(pool`select 1`)]
}

/** While the work of the dead transaction goes on, another account has got the connection that came instead. */
async function otherAccount() {
  const pool = poolOfOne()
  const [acme, zed] = [randomUUID(), randomUUID()]
  const [entered, leave] = [gate(), gate()]
  const late = gate()
  const ends: string[] = []
  const first = inAccount(alone(pool), acme, async (sql) => {
    const pid = await pidOf(sql)
    const second = inAccount(alone(pool), zed, async (other) => {
      await other`select 1`
      entered.open()
      await leave.opened
    })
    await kill(pid)
    await entered.opened
    ends.push(await endOf(sql`insert into marks (said) values (${acme})`))
    leave.open()
    ends.push(await endOf(second))
    late.open()
  })
  ends.push(await endOf(first))
  await late.opened
  const strays = await admin`select from marks where said = ${acme} and account_id <> said`
  return [...ends, `${strays.length} rows in another account`]
}

/** One branch of a transaction's work has failed, another goes on when the connection is already somebody else's. */
async function goesOn() {
  const pool = poolOfOne()
  const [acme, zed] = [randomUUID(), randomUUID()]
  const [entered, leave] = [gate(), gate()]
  let late: Promise<string> | undefined
  const first = inAccount(alone(pool), acme, async (sql) => {
    await sql`select 1`
    late = entered.opened.then(() => endOf(sql`insert into marks (said) values (${acme})`))
    throw new Error('the other branch failed')
  })
  const second = inAccount(alone(pool), zed, async (other) => {
    await other`select 1`
    entered.open()
    await leave.opened
  })
  const ends = [await endOf(first), (await late) ?? 'not asked']
  leave.open()
  ends.push(await endOf(second))
  const strays = await admin`select from marks where said = ${acme} and account_id <> said`
  return [...ends, `${strays.length} rows in another account`]
}

async function nextQuery() {
  const pool = poolOfOne()
  const pid = await pidOf(pool)
  const running = endOf(pool`select pg_sleep(5)`)
  await sleep(50)
  await kill(pid)
  return [await running, await endOf(pool`select 1`)]
}

async function queued() {
  const pool = poolOfOne()
  const ends: Promise<string>[] = []
  const scene = pool.begin(async (sql) => {
    const pid = await pidOf(sql)
    ends.push(endOf(sql`select pg_sleep(5)`), endOf(sql`select ${1}::int`), endOf(sql`select 3`))
    await sleep(50)
    await kill(pid)
    await Promise.all(ends)
  })
  return [await endOf(scene), ...(await Promise.all(ends))]
}

/** A pool whose only socket we hold, to break it as a network does. */
function poolOnSocket(seen: (socket: Socket) => void): Sql {
  const port = Number(options.port ?? 5432)
  const host = String(options.host)
  const socket = () =>
    new Promise<Socket>((resolve, reject) => {
      const path = join(host, `.s.PGSQL.${port}`)
      const made = host.startsWith('/') ? connect(path) : connect(port, host)
      made.once('error', reject)
      made.once('connect', () => {
        made.off('error', reject)
        seen(made)
        resolve(made)
      })
    })
  const { user, password, database } = options
  return postgres({ user, password, database, max: 1, socket } as object) as unknown as Sql
}

/** Node tells an error before it tells the close: the query in between was sent to nobody. */
async function reset() {
  let live: Socket | undefined
  const pool = poolOnSocket((socket) => {
    live = socket
  })
  const between = gate()
  let end: Promise<string> | undefined
  const scene = pool.begin(async (sql) => {
    await sql`select 1`
    live?.once('error', () => {
      end = endOf(sql`select 2`)
      between.open()
    })
    live?.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))
    // its work stays open, so that no rollback comes after the query
    await new Promise(() => {})
  })
  await between.opened
  return [await endOf(scene), await (end ?? 'not asked'), await endOf(pool`select 3`)]
}

/** The client asks for the array types before its first query. */
async function brokenStart() {
  let left = 1
  const pool = poolOnSocket((socket) => {
    const write = socket.write.bind(socket) as (...args: unknown[]) => boolean
    socket.write = ((...args: unknown[]) => {
      if (!String(args[0]).includes('typarray') || left-- <= 0) return write(...args)
      socket.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))
      return true
    }) as typeof socket.write
  })
  const ends = [await endOf(pool`select 1`)]
  await sleep(50)
  return [...ends, await endOf(pool`select 2`)]
}

const scenes: Record<string, () => Promise<string[]>> = {
  reserved,
  releasedDead,
  rolledBack,
  otherAccount,
  goesOn,
  nextQuery,
  queued,
  reset,
  brokenStart,
}
const ends: Record<string, string[]> = {}
for (const name of names) ends[name] = (await scenes[name]?.()) ?? []
process.stdout.write(JSON.stringify(ends))
process.exit(0)
