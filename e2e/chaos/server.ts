import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPool, type Sql, urlFromOptions, withDatabase } from '../../server/db/connection-options.ts'
import { prepareBinaries } from '../../server/db/embedded-binaries.ts'
import { makeCluster, seenAs, socketFolder } from '../../server/db/embedded-cluster.ts'
import { startGuard } from '../../server/db/embedded-guard.ts'
import { chooseUser } from '../../server/db/embedded-user.ts'

/** fast: rolls back and says goodbye. immediate: drops everything and recovers at its next start. */
export type Restart = 'fast' | 'immediate'

export type ChaosServer = {
  /** The database under load. */
  url: string
  /** Ends one connection of the load, or none when there is none. */
  endOne(which: 'any' | 'listening'): Promise<number>
  /** Answers when it was ready again. */
  restart(how: Restart): Promise<number>
  stop(): Promise<void>
}

const silent = { debug: () => {}, warn: () => {}, error: () => {} }
const signals = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const
const database = 'chaos'
/** What was acknowledged survives an immediate shutdown; only a power cut may lose it. */
const settings = {
  fsync: 'off',
  max_connections: '100',
  shared_buffers: '64MB',
  io_method: 'sync',
  jit: 'off',
}

/** A PostgreSQL of its own, to be restarted as often as one likes. */
export async function startChaosServer(): Promise<ChaosServer> {
  const home = await mkdtemp(join(tmpdir(), 'flowpilot-chaos-'))
  const runAs = await chooseUser(`${home}/postgres`)
  const binaries = await prepareBinaries(runAs)
  const clusterDir = await makeCluster(home, binaries, runAs, true)
  const host = await socketFolder(clusterDir, runAs)
  const seen = seenAs(clusterDir, runAs)
  const all = {
    ...settings,
    listen_addresses: '',
    unix_socket_directories: host === clusterDir ? seen : host,
  }
  const args = ['-D', seen, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const start = () => startGuard(binaries.postgres, args, { cwd: clusterDir, runAs }, silent)

  const where = { host, port: 5432, user: 'flowpilot', database: 'postgres' }
  let guard = await start()
  let killer = openKiller(where)
  await killer.unsafe(`create database ${database} encoding 'UTF8' template template0`)

  return {
    url: withDatabase(urlFromOptions(where), database),
    endOne: async (which) => {
      const [row] = await killer<{ ended: number }[]>`
        select count(pg_terminate_backend(pid))::int as ended from (
          select pid from pg_stat_activity
          where datname = ${database} and (${which === 'any'} or query ilike 'listen %')
          order by random() limit 1) one`
      return row?.ended ?? 0
    },
    restart: async (how) => {
      await killer.end({ timeout: 1 })
      const pidFile = await readFile(join(clusterDir, 'postmaster.pid'), 'utf8')
      process.kill(Number(pidFile.split('\n')[0]), signals[how])
      await guard.ended
      guard = await start()
      const backAt = Date.now()
      killer = openKiller(where)
      return backAt
    },
    stop: async () => {
      await killer.end({ timeout: 1 })
      await guard.stop()
      if (host !== clusterDir) await rm(host, { recursive: true, force: true })
      await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
    },
  }
}

const openKiller = (where: object): Sql => openPool(where, { max: 1, onNotice: () => {} })
