import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { cleanEnv } from './embedded-cluster.ts'
import type { RunAs } from './embedded-user.ts'
import { type DatabaseLog, StartError } from './start-error.ts'

/** Crash recovery replays at most max_wal_size; slow disks need the rest. */
const readyLimitMs = 120_000
const fastStopMs = 15_000
const keptLines = 8

/**
 * The shell holds our pipe: when we vanish, `read` ends and PostgreSQL gets its fast shutdown. Background jobs of a
 * shell lose their stdin, hence descriptor 3. A service manager's SIGTERM to all processes must not end the guard.
 */
const script = `trap '' TERM INT HUP
exec 3<&0
"$0" "$@" </dev/null 3<&- & server=$!
(read -r line <&3; kill -INT $server) & watcher=$!
exec 3<&- </dev/null
wait $server; code=$?
kill -KILL $watcher 2>/dev/null
exit $code`

export type Guard = {
  /** Settles when PostgreSQL has ended, asked to or not. */
  ended: Promise<number | null>
  stop(): Promise<void>
}

/** Starts PostgreSQL under its guard and waits until it answers. */
export async function startGuard(
  postgres: string,
  args: string[],
  where: { cwd: string; runAs: RunAs; env?: Record<string, string> },
  log: DatabaseLog,
): Promise<Guard> {
  // detached: its own process group, so that Ctrl-C reaches only us and PostgreSQL ends after our last query
  const child = spawn('/bin/sh', ['-c', script, postgres, ...args], {
    ...where.runAs,
    cwd: where.cwd,
    env: { ...cleanEnv, ...where.env },
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  child.stdin.on('error', () => {})
  child.unref()
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const stop = () => endChild(child, ended)
  try {
    await ready(child, log)
  } catch (error) {
    await stop()
    throw error
  }
  return { ended, stop }
}

function ready(child: ChildProcess, log: DatabaseLog): Promise<void> {
  return new Promise((resolve, reject) => {
    const last: string[] = []
    const fail = (why: string) => {
      clearTimeout(timer)
      const text = [`The embedded PostgreSQL did not start (${why}).`, ...last].join('\n')
      reject(new StartError('embedded_not_starting', text))
    }
    const timer = setTimeout(() => fail(`not ready after ${readyLimitMs / 1000} s`), readyLimitMs)
    if (child.stderr)
      createInterface({ input: child.stderr }).on('line', (line) => {
        log.debug({ line }, 'embedded PostgreSQL')
        if (last.push(line) > keptLines) last.shift()
        if (!line.includes('database system is ready to accept connections')) return
        clearTimeout(timer)
        resolve()
      })
    child.once('error', (error) => fail(error.message))
    child.once('close', (code) => fail(`it ended with ${code}`))
  })
}

async function endChild(child: ChildProcess, ended: Promise<number | null>): Promise<void> {
  const { pid } = child
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  child.ref()
  child.stdin?.end()
  const timer = setTimeout(() => quit(pid), fastStopMs)
  await ended
  clearTimeout(timer)
}

/** The immediate shutdown; PostgreSQL recovers at its next start. */
function quit(group: number): void {
  try {
    process.kill(-group, 'SIGQUIT')
  } catch {
    // it ended in this very moment
  }
}
