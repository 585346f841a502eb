import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const startLimitMs = 180_000
const stopLimitMs = 15_000

/** A process of ours as a user would start it, with what it printed. `kill` is kill -9. */
export type Running = {
  process: ChildProcess
  output(): string
  stop(): Promise<void>
  kill(): Promise<void>
}
export type Stage = Running & { app: string; simulator: string; settings: Record<string, string> }
export type Server = Running & { app: string }

/** Many people in a few minutes, and waits that a test can sit out. */
export const quickSettings = {
  PASSWORD_TRIES: '10000',
  SIGN_INS_PER_MINUTE: '100000',
  LOGINS_PER_ADDRESS_PER_MINUTE: '10000',
  REFRESHES_PER_MINUTE: '1000',
  POSTS_PER_MINUTE: '10000',
  READS_PER_MINUTE: '1000000',
}
const children = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** `npm run demo` on free ports with its own data folder; ready when it says so. */
export async function startDemo(env: Record<string, string> = {}): Promise<Stage> {
  const dataDir = mkdtempSync(join(tmpdir(), 'flowpilot-stage-'))
  const place = { DATA_DIR: dataDir, PORT: await freePort(), SIMULATOR_PORT: await freePort() }
  return demoAt({ ...quickSettings, ...place, ...env })
}

/** The same demo again: its data, its addresses, its settings. */
export function restartDemo({ settings }: Pick<Stage, 'settings'>): Promise<Stage> {
  return demoAt(settings)
}

async function demoAt(settings: Record<string, string>): Promise<Stage> {
  const { DATA_DIR = '', PORT, SIMULATOR_PORT } = settings
  const running = await startProcess(
    ['--import', 'tsx', 'server/demo.ts'],
    'FlowPilot demo is ready',
    settings,
  )
  return {
    ...running,
    app: `http://127.0.0.1:${PORT}`,
    simulator: `http://127.0.0.1:${SIMULATOR_PORT}`,
    settings,
    stop: async () => {
      await running.stop()
      rmSync(DATA_DIR, { recursive: true, force: true })
    },
  }
}

/** One more server on a database that others use too; ready when it says so to whoever asks. */
export async function startServer(env: Record<string, string>): Promise<Server> {
  const port = await freePort()
  const app = `http://127.0.0.1:${port}`
  const args = ['--import', 'tsx', 'server/main.ts']
  const settings = { NODE_ENV: 'test', PORT: port, ALLOW_LOOPBACK_PSA: 'true', ...quickSettings, ...env }
  return { ...(await startProcess(args, 'FlowPilot is ready', settings)), app }
}

/** One program until it prints `ready`; it gets this environment and no settings of ours besides. */
export async function startProcess(
  args: string[],
  ready: string,
  env: Record<string, string>,
): Promise<Running> {
  const { PATH, HOME, LANG } = process.env
  const child = spawn(process.execPath, args, {
    env: { PATH, HOME, LANG, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  child.once('exit', () => children.delete(child))
  let printed = ''
  const hear = (chunk: Buffer) => {
    printed += chunk.toString()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  await until(() => {
    if (child.exitCode !== null) throw new Error(`It ended by itself:\n${printed}`)
    return printed.includes(ready)
  }, startLimitMs).catch((error: unknown) => {
    child.kill('SIGKILL')
    throw new Error(`Not ready: ${String(error)}\n${printed}`)
  })
  return {
    process: child,
    output: () => printed,
    stop: () => endProcess(child, 'SIGTERM'),
    kill: () => endProcess(child, 'SIGKILL'),
  }
}

async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGCONT')
  child.kill(signal)
  const timer = setTimeout(() => child.kill('SIGKILL'), stopLimitMs)
  await ended
  clearTimeout(timer)
}

export async function freePort(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return String(typeof address === 'object' && address ? address.port : 0)
}

/** Asks again every 50 ms until it is so; throws after `limitMs`. */
export async function until(isSo: () => boolean | Promise<boolean>, limitMs = 20_000): Promise<void> {
  const end = Date.now() + limitMs
  while (Date.now() < end) {
    if (await isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`Not so after ${limitMs} ms: ${isSo.toString().slice(0, 200)}`)
}
