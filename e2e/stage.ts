import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const startLimitMs = 60_000
const stopLimitMs = 15_000

/** A process of ours as a user would start it, with what it printed. */
export type Running = { process: ChildProcess; output(): string; stop(): Promise<void> }
export type Stage = Running & { app: string; simulator: string; dataDir: string }

/** `npm run demo` on free ports with its own data folder; ready when it says so. */
export async function startDemo(env: Record<string, string> = {}): Promise<Stage> {
  const dataDir = env.DATA_DIR ?? mkdtempSync(join(tmpdir(), 'flowpilot-stage-'))
  const [port, simulatorPort] = [env.PORT ?? (await freePort()), env.SIMULATOR_PORT ?? (await freePort())]
  const running = await startProcess(['--import', 'tsx', 'server/demo.ts'], 'FlowPilot demo is ready', {
    DATA_DIR: dataDir,
    PORT: port,
    SIMULATOR_PORT: simulatorPort,
    ...env,
  })
  return {
    ...running,
    app: `http://127.0.0.1:${port}`,
    simulator: `http://127.0.0.1:${simulatorPort}`,
    dataDir,
    stop: async () => {
      await running.stop()
      if (!env.DATA_DIR) rmSync(dataDir, { recursive: true, force: true })
    },
  }
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
  return { process: child, output: () => printed, stop: () => stopProcess(child) }
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGCONT')
  child.kill('SIGTERM')
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
export async function until(isSo: () => boolean | Promise<boolean>, limitMs = 10_000): Promise<void> {
  const end = Date.now() + limitMs
  while (Date.now() < end) {
    if (await isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`Not so after ${limitMs} ms: ${isSo.toString().slice(0, 200)}`)
}

export type NoteInSimulator = {
  id: number
  text: string
  internalAnalysisFlag: boolean
  detailDescriptionFlag: boolean
  member?: { identifier: string }
}

/** What stands in the simulator's ticket, asked of the simulator itself. */
export async function notesOf(simulator: string, ticketId: string): Promise<NoteInSimulator[]> {
  const response = await fetch(`${simulator}/__simulator/notes?ticket_id=${ticketId}`)
  const body = (await response.json()) as NoteInSimulator[] | { notes: NoteInSimulator[] }
  return Array.isArray(body) ? body : body.notes
}

export async function setFault(simulator: string, fault: Record<string, unknown>): Promise<void> {
  const response = await fetch(`${simulator}/__simulator/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  })
  if (!response.ok)
    throw new Error(`The simulator refused the fault: ${response.status} ${await response.text()}`)
}
