import { mkdir, realpath, rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { prepareBinaries } from './embedded-binaries.ts'
import { makeCluster, seenAs, socketFolder } from './embedded-cluster.ts'
import { startGuard } from './embedded-guard.ts'
import { endOrphan, ignoringHolder, whileHeld } from './embedded-locks.ts'
import { chooseUser } from './embedded-user.ts'
import { startOnWindows } from './embedded-windows.ts'
import { takeOwnership } from './owner-lock.ts'
import { type DatabaseLog, StartError } from './start-error.ts'

const restarts = 5
const restartPauseMs = 500

export type EmbeddedOptions = {
  host: string
  port: number
  user: string
  database: string
  password?: string
}
export type Embedded = { options: EmbeddedOptions; stop(): Promise<void> }
export type EmbeddedInput = {
  dataDir: string
  log: DatabaseLog
  /** Further server settings. */
  settings?: Record<string, string>
  /** Gives up surviving a power cut, for test databases. */
  disposable?: boolean
}

/**
 * Starts the PostgreSQL that npm brought, on `dataDir`, for this process alone. It ends with this process, also when
 * that is killed. Throws StartError.
 */
export async function startEmbedded(input: EmbeddedInput): Promise<Embedded> {
  try {
    await mkdir(input.dataDir, { recursive: true })
    const home = await realpath(input.dataDir)
    const lockDir = process.platform === 'win32' ? home : await socketFolder(home, undefined)
    const lock = await takeOwnership(lockDir, home)
    const release = async () => {
      await lock.release()
      if (lockDir !== home) await rm(lockDir, { recursive: true, force: true })
    }
    try {
      const started = await (process.platform === 'win32' ? startOnWindows : startOnUnix)(home, input)
      const end = async () => {
        await started.stop()
        await release()
      }
      let stopping: Promise<void> | undefined
      const stop = () => {
        stopping ??= end()
        return stopping
      }
      return { options: started.options, stop }
    } catch (error) {
      await release()
      throw error
    }
  } catch (error) {
    if (error instanceof StartError) throw error
    throw new StartError(
      'embedded_not_starting',
      `The embedded PostgreSQL cannot use ${input.dataDir}: ${(error as Error).message}. ` +
        'Choose another DATA_DIR, or set DATABASE_URL.',
      error,
    )
  }
}

async function startOnUnix(home: string, input: EmbeddedInput): Promise<Embedded> {
  const runAs = await chooseUser(`${home}/postgres`)
  const binaries = await prepareBinaries(runAs)
  const clusterDir = await makeCluster(home, binaries, runAs, input.disposable === true)
  const socketDir = await socketFolder(clusterDir, runAs)
  const seen = seenAs(clusterDir, runAs)
  const settings = {
    ...serverSettings,
    ...(input.disposable ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    ...input.settings,
    listen_addresses: '',
    unix_socket_directories: socketDir === clusterDir ? seen : socketDir,
  }
  const args = [
    '-D',
    seen,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const start = async () => {
    const env = ignoringHolder(await endOrphan(clusterDir, socketDir))
    return startGuard(binaries.postgres, args, { cwd: clusterDir, runAs, env }, input.log)
  }
  const stop = await keepRunning(() => whileHeld(start), input.log)
  return {
    options: { host: socketDir, port: 5432, user: 'flowpilot', database: 'postgres' },
    stop: async () => {
      await stop()
      if (socketDir !== clusterDir) await rm(socketDir, { recursive: true, force: true })
    },
  }
}

/** Errors of statements stay out of the log: their text can quote a ticket. */
const serverSettings = {
  max_connections: '100',
  shared_buffers: '64MB',
  max_wal_size: '256MB',
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  unix_socket_permissions: '0700',
}

/** PostgreSQL mends its own crashes; only when the whole of it was killed do we start it again, a few times. */
async function keepRunning(
  start: () => ReturnType<typeof startGuard>,
  log: DatabaseLog,
): Promise<() => Promise<void>> {
  let guard = await start()
  let wanted = true
  const watch = async () => {
    for (let left = restarts; wanted; ) {
      const code = await guard.ended
      if (!wanted) return
      log.error({ code, left }, 'the embedded PostgreSQL ended by itself')
      for (let up = false; !up && wanted && left > 0; left--) {
        await sleep(restartPauseMs)
        up = await start().then(
          (started) => {
            guard = started
            return true
          },
          () => false,
        )
      }
      if (left <= 0) return
    }
  }
  const watching = watch()
  return async () => {
    wanted = false
    await guard.stop()
    await watching
    await guard.stop()
  }
}
