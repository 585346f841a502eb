import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Config, environmentWith } from './config.ts'
import { packageRoot } from './db/package-root.ts'
import { CannotListen, freePort } from './serve.ts'

const healthyWithinMs = 20_000
/** A demo that was killed a moment ago still holds the port for a moment. */
const portFreeWithinMs = 5_000

/** Ends the child when its stdin does, which is when we are gone, however we went. */
const endsWithUs = `data:text/javascript,${encodeURIComponent("process.stdin.on('end', () => process.exit(0)).resume()")}`

export type RunningSimulator = { url: string; stop(): void }

/** The simulator as a process of its own; it ends with this one. */
export async function startSimulator(
  config: Config,
  port: number,
  onEnd: () => void,
): Promise<RunningSimulator> {
  const url = `http://127.0.0.1:${port}`
  await waitForFreePort(port)
  const child = spawn(process.execPath, ['--import', 'tsx', '--import', endsWithUs, 'simulator/main.ts'], {
    cwd: packageRoot(),
    env: environmentWith({ SIMULATOR_PORT: String(port), DATA_DIR: resolve(config.DATA_DIR) }),
    stdio: ['pipe', 'ignore', 'pipe'],
    // its own group: Ctrl-C reaches us first, and what we are sending can still be answered
    detached: true,
  })
  let isWanted = true
  const said = collect(child)
  child.once('exit', () => isWanted && onEnd())
  child.unref()
  const stop = () => {
    isWanted = false
    child.stdin?.end()
    child.kill()
  }
  process.once('exit', stop)
  for (const deadline = Date.now() + healthyWithinMs; ; await sleep(100)) {
    if (child.exitCode !== null) throw new CannotListen(`The simulator did not start. ${said()}`)
    if (await isSimulator(url)) return { url, stop }
    if (Date.now() > deadline) {
      stop()
      throw new CannotListen(`The simulator did not answer within ${healthyWithinMs / 1000} s. ${said()}`)
    }
  }
}

async function waitForFreePort(port: number): Promise<void> {
  for (const deadline = Date.now() + portFreeWithinMs; ; await sleep(200)) {
    const isFree = await freePort('127.0.0.1', port).then(
      () => true,
      () => false,
    )
    if (isFree) return
    if (Date.now() > deadline)
      throw new CannotListen(
        `Port ${port}, wanted for the simulator, is in use by another program. Stop that one, or set SIMULATOR_PORT to another number.`,
      )
  }
}

async function isSimulator(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/__simulator/faults`, { signal: AbortSignal.timeout(2_000) }).catch(
    () => undefined,
  )
  const body: unknown = await answer?.json().catch(() => undefined)
  return typeof body === 'object' && body !== null && 'faults' in body
}

/** The last words of a child, for the one sentence about why it did not start. */
function collect(child: ChildProcess): () => string {
  let words = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    words = `${words}${chunk.toString('utf8')}`.slice(-2_000)
  })
  return () => words.trim()
}
