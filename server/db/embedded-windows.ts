import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Embedded, EmbeddedInput } from './embedded.ts'
import { prepareBinaries } from './embedded-binaries.ts'
import { removeHalfMade } from './embedded-cluster.ts'
import { StartError } from './start-error.ts'

const execute = promisify(execFile)
const limitMs = 120_000

/**
 * Windows has neither a guard shell nor private sockets: loopback with a password of its own, and pg_ctl, which drops
 * an administrator's rights. A server left by a killed process is stopped at the next start.
 */
export async function startOnWindows(home: string, input: EmbeddedInput): Promise<Embedded> {
  const { initdb, pgCtl } = await prepareBinaries(undefined)
  const clusterDir = join(home, 'postgres')
  const passwordFile = join(home, 'postgres.password')
  if (!existsSync(join(clusterDir, 'PG_VERSION'))) await makeOnWindows(home, initdb, passwordFile)
  const stop = async () => {
    await execute(pgCtl, ['stop', '-D', clusterDir, '-m', 'fast', '-w'], { timeout: limitMs })
  }
  await stop().catch(() => {})
  const port = await freePort()
  const settings = {
    ...input.settings,
    listen_addresses: '127.0.0.1',
    port: String(port),
    log_min_messages: 'log',
  }
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
  const log = join(home, 'postgres.log')
  await rm(log, { force: true })
  try {
    await execute(pgCtl, ['start', '-D', clusterDir, '-l', log, '-w', '-o', options.join(' ')], {
      timeout: limitMs,
    })
  } catch (error) {
    throw new StartError(
      'embedded_not_starting',
      `The embedded PostgreSQL did not start; ${log} says why.`,
      error,
    )
  }
  const password = (await readFile(passwordFile, 'utf8')).trim()
  return { options: { host: '127.0.0.1', port, user: 'flowpilot', password, database: 'postgres' }, stop }
}

async function makeOnWindows(home: string, initdb: string, passwordFile: string): Promise<void> {
  await removeHalfMade(home)
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
  const aside = await mkdtemp(join(home, 'postgres.new-'))
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8']
  const access = ['-U', 'flowpilot', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  await execute(initdb, ['-D', aside, ...access, ...locale], { timeout: limitMs })
  await rename(aside, join(home, 'postgres'))
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
