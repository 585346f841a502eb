import { readFile, readlink, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { run, socketName } from './embedded-cluster.ts'
import { StartError } from './start-error.ts'

const orphanLimitMs = 20_000
/** A backend at work outlives its killed postmaster until its statement ends, which takes at most its 30 s. */
const heldLimitMs = 40_000
const heldPauseMs = 100

/**
 * Called by the only owner of the data folder: a server still there has lost its own. Usually its guard is already
 * shutting it down; when the guard was killed too, we do it. One that we cannot end is left alone and refuses us.
 * Answers the process id in postmaster.pid when no PostgreSQL of ours has it any more.
 */
export async function endOrphan(clusterDir: string, socketDir: string): Promise<number | undefined> {
  const deadline = Date.now() + orphanLimitMs
  for (let asked = false; Date.now() < deadline; await sleep(10)) {
    const lines = (await readFile(join(clusterDir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
    const pid = Number(lines[0]) || undefined
    if (pid && (await isPostmasterOf(pid, clusterDir))) {
      if (!asked) askToEnd(pid)
      asked = true
      continue
    }
    if (pid && (await socketAnswers(lines[4] ?? '', clusterDir))) break
    await removeDeadSocketLock(clusterDir, socketDir)
    return pid
  }
  throw new StartError(
    'embedded_not_starting',
    `A PostgreSQL that this process cannot end still runs on ${clusterDir} (see its postmaster.pid). Stop it, then start again.`,
  )
}

function askToEnd(pid: number): void {
  try {
    process.kill(pid, 'SIGINT')
  } catch {
    // it ended in this very moment, or is another user's: the wait tells which
  }
}

/**
 * PostgreSQL takes any process with the id in its lock files for another PostgreSQL, a zombie or a stranger too, but
 * for this one. postmaster.pid itself must stay: by it PostgreSQL knows that backends of the dead one still write.
 */
export function ignoringHolder(pid: number | undefined): Record<string, string> {
  return pid ? { PG_GRANDPARENT_PID: String(pid) } : {}
}

/** The lock of the socket guards nothing else: it goes unless a PostgreSQL of ours holds it. */
async function removeDeadSocketLock(clusterDir: string, socketDir: string): Promise<void> {
  const path = join(socketDir, `${socketName}.lock`)
  const pid = Number((await readFile(path, 'utf8').catch(() => '')).split('\n')[0])
  if (pid && !(await isPostmasterOf(pid, clusterDir))) await rm(path, { force: true })
}

/** Tries again while the backends of a killed server, or its lock, are still going away. */
export async function whileHeld<T>(start: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + heldLimitMs; ; await sleep(heldPauseMs)) {
    try {
      return await start()
    } catch (error) {
      const isHeld = /lock file "[^"]{1,300}" already exists|pre-existing shared memory block/.test(
        error instanceof StartError ? error.message : '',
      )
      if (!isHeld || Date.now() > deadline) throw error
    }
  }
}

/** A process id alone may be reused, or be a zombie's; a running postmaster's working directory is its data folder. */
async function isPostmasterOf(pid: number, clusterDir: string): Promise<boolean> {
  if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === clusterDir
  const listed = ['-c', `ps -o stat= -o command= -p ${pid} | grep -v '^Z' | grep -q postgres`]
  return (await run('/bin/sh', listed, '/', undefined)).code === 0
}

function socketAnswers(folder: string, clusterDir: string): Promise<boolean> {
  const path = join(folder.startsWith('/proc/') || !folder ? clusterDir : folder, socketName)
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.setTimeout(1000, () => socket.destroy(new Error('no answer')))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
