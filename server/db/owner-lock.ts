import { createHash } from 'node:crypto'
import { readdir, unlink } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from './start-error.ts'

const attempts = 10
const answerLimitMs = 1000

/**
 * One server process per data folder. The lock is a listening socket: the kernel ends it with its process, however
 * that dies, and a reused process id or another container's process ids mean nothing to it.
 * Dead locks are never removed before a new one stands under the next number: removing first lets two starters in.
 */
export async function takeOwnership(folder: string, owned: string): Promise<{ release(): Promise<void> }> {
  if (process.platform === 'win32') return takePipe(owned)
  for (let attempt = 0; attempt < attempts; attempt++) {
    const before = await generations(folder)
    const newest = before.at(-1)
    if (newest !== undefined && (await isAlive(lockPath(folder, newest)))) throw inUse(owned)
    const mine = (newest ?? 0) + 1
    const server = await listen(lockPath(folder, mine))
    if (!server) continue
    const after = await generations(folder)
    if (after.some((generation) => generation > mine)) {
      await close(server)
      continue
    }
    for (const generation of after)
      if (generation < mine) await unlink(lockPath(folder, generation)).catch(() => {})
    return { release: () => close(server) }
  }
  throw inUse(owned)
}

async function takePipe(owned: string) {
  const name = createHash('sha256').update(owned.toLowerCase()).digest('hex').slice(0, 16)
  const server = await listen(`\\\\.\\pipe\\flowpilot-${name}`)
  if (!server) throw inUse(owned)
  return { release: () => close(server) }
}

function inUse(owned: string): StartError {
  return new StartError(
    'data_dir_in_use',
    `Another FlowPilot server already runs on ${owned}. Stop that one first, give this one its own DATA_DIR, ` +
      'or set DATABASE_URL: several servers can share an external PostgreSQL.',
  )
}

const lockPath = (folder: string, generation: number) => join(folder, `owner-${generation}.sock`)

async function generations(folder: string): Promise<number[]> {
  const names = await readdir(folder)
  return names
    .flatMap((name) => /^owner-(\d{1,9})\.sock$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)
}

/** A refusal is asked about twice: an owner that has bound its socket but does not listen yet refuses for a moment. */
async function isAlive(path: string): Promise<boolean> {
  if (await answers(path)) return true
  await sleep(40)
  return answers(path)
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    const finish = (alive: boolean) => {
      socket.destroy()
      resolve(alive)
    }
    socket.setTimeout(answerLimitMs, () => finish(true))
    socket.once('connect', () => finish(true))
    socket.once('error', (error: NodeJS.ErrnoException) =>
      finish(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT'),
    )
  })
}

function listen(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || (error.code === 'EACCES' && process.platform === 'win32')
        ? resolve(undefined)
        : reject(error),
    )
    server.listen(path, () => resolve(server.unref()))
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}
