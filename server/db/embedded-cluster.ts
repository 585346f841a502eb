import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chown, lstat, mkdir, mkdtemp, readdir, readFile, readlink, rename, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './embedded-binaries.ts'
import type { RunAs } from './embedded-user.ts'
import { StartError } from './start-error.ts'

/** sun_path is 104 bytes on macOS, its NUL included. */
const socketPathBytes = 103
const socketName = '.s.PGSQL.5432'
const orphanLimitMs = 20_000
const major = '18'

/** No PG* variable of the person who starts us may reach the embedded server. */
export const cleanEnv = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/**
 * What the server is told its data folder is. Under another user the real path may be closed (`/root` is), while the
 * working directory, entered by root before the switch, stays open to it and to all its children.
 */
export function seenAs(clusterDir: string, runAs: RunAs): string {
  return runAs && process.platform === 'linux' ? '/proc/self/cwd' : clusterDir
}

/** initdb works aside, so that a start cut short leaves nothing that looks like a database. */
export async function makeCluster(
  home: string,
  binaries: Binaries,
  runAs: RunAs,
  quick: boolean,
): Promise<string> {
  const clusterDir = join(home, 'postgres')
  await removeHalfMade(home)
  const version = await readFile(join(clusterDir, 'PG_VERSION'), 'utf8').catch(notThere)
  if (version?.trim() === major) return clusterDir
  if (version !== undefined)
    throw new StartError(
      'embedded_other_major',
      `${clusterDir} was made by PostgreSQL ${version.trim()}, and this FlowPilot brings PostgreSQL ${major}. ` +
        'Dump it with the FlowPilot that made it and restore it here, or give this one a new DATA_DIR.',
    )
  const aside = await mkdtemp(join(home, 'postgres.new-'))
  if (runAs) await chown(aside, runAs.uid, runAs.gid)
  const args = [
    '-D',
    seenAs(aside, runAs),
    '-U',
    'flowpilot',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
  ]
  args.push(
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(quick ? ['-N'] : []),
  )
  const { code, output } = await run(binaries.initdb, args, aside, runAs)
  if (code !== 0) {
    await rm(aside, { recursive: true, force: true })
    throw new StartError(
      'embedded_not_starting',
      `The embedded PostgreSQL could not make its files in ${home}: ${output}`,
    )
  }
  await rename(aside, clusterDir)
  return clusterDir
}

/** A first start that was killed may leave its initdb writing for a moment longer. */
export async function removeHalfMade(home: string): Promise<void> {
  for (const name of await readdir(home))
    if (name.startsWith('postgres.new-'))
      await rm(join(home, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
}

function notThere(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined
  throw new StartError(
    'embedded_not_starting',
    `The embedded PostgreSQL's files cannot be read: ${error.message}`,
    error,
  )
}

function run(
  command: string,
  args: string[],
  cwd: string,
  runAs: RunAs,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...runAs,
      cwd,
      env: cleanEnv,
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 120_000,
    })
    let output = ''
    child.stderr.on('data', (part) => {
      output = (output + part).slice(-2000)
    })
    child.once('error', (error) => resolve({ code: -1, output: error.message }))
    child.once('close', (code) => resolve({ code, output: output.trim() }))
  })
}

/** Beside the data while its path fits a socket address, else in a private folder under tmp that no other user made. */
export async function socketFolder(clusterDir: string, runAs: RunAs): Promise<string> {
  if (Buffer.byteLength(join(clusterDir, socketName)) <= socketPathBytes) return clusterDir
  const uid = runAs?.uid ?? process.getuid?.() ?? 0
  const short = join(
    tmpdir(),
    `flowpilot-${createHash('sha256').update(clusterDir).digest('hex').slice(0, 12)}`,
  )
  const created = await mkdir(short, { mode: 0o700 }).then(
    () => true,
    () => false,
  )
  if (created && runAs) await chown(short, runAs.uid, runAs.gid)
  const there = await lstat(short)
  if (there.isDirectory() && there.uid === uid && (there.mode & 0o077) === 0) return short
  const other = await mkdtemp(join(tmpdir(), 'flowpilot-'))
  if (runAs) await chown(other, runAs.uid, runAs.gid)
  return other
}

/**
 * Called by the only owner of the data folder: a server still there has lost its own. Usually its guard is already
 * shutting it down; when the guard was killed too, we do it. One that we cannot end is left alone and refuses us.
 */
export async function endOrphan(clusterDir: string): Promise<void> {
  const pidFile = join(clusterDir, 'postmaster.pid')
  const deadline = Date.now() + orphanLimitMs
  let asked = false
  while (Date.now() < deadline) {
    const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n')
    const pid = Number(lines[0])
    if (!pid) return
    if (!(await isPostmasterOf(pid, clusterDir))) {
      if (await socketAnswers(lines[4] ?? '', clusterDir)) break
      await rm(pidFile, { force: true })
      return
    }
    if (!asked) process.kill(pid, 'SIGINT')
    asked = true
    await sleep(10)
  }
  throw new StartError(
    'embedded_not_starting',
    `A PostgreSQL that this process cannot end still runs on ${clusterDir} (see its postmaster.pid). Stop it, then start again.`,
  )
}

/** A process id alone may be reused; a postmaster's working directory is its data folder. */
async function isPostmasterOf(pid: number, clusterDir: string): Promise<boolean> {
  if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === clusterDir
  const { code } = await run('/bin/sh', ['-c', `ps -o command= -p ${pid} | grep -q postgres`], '/', undefined)
  return code === 0
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
