import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chown, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Binaries } from './embedded-binaries.ts'
import type { RunAs } from './embedded-user.ts'
import { StartError } from './start-error.ts'

/** sun_path is 104 bytes on macOS, its NUL included. */
const socketPathBytes = 103
export const socketName = '.s.PGSQL.5432'
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

export function run(
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
