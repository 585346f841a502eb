import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

/** How a process is started, each time anew. */
export type Program = {
  file: string
  env: Record<string, string>
  /** What it prints when it works. */
  ready: string
}

const startLimitMs = 60_000
const stopLimitMs = 20_000
const keptOutput = 4_000
const running = new Set<ChildProcess>()
// a run that is broken off leaves nothing behind
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

/** One place for a process, which is filled again whenever it falls empty. */
export type Replica = {
  number: number
  clock_shift_ms: number
  isReady(): boolean
  /** For how long it has been at work. */
  readyForMs(): number
  isStopped(): boolean
  /** kill -9, and up again at once. */
  kill(): Promise<void>
  /** SIGSTOP. A protected pause is not cut short by a kill. */
  pause(isProtected: boolean): void
  isProtected(): boolean
  resume(): void
  /** SIGTERM, and no more. */
  end(): Promise<void>
  /** Ends of a working process that nobody ordered, with the last words. */
  deaths: string[]
  /** Starts that failed, as they do while the database is away. */
  failed_starts: string[]
}

export function startReplica(number: number, program: Program, drawClockShiftMs: () => number): Replica {
  let child: ChildProcess
  let isReady = false
  let readyAt = 0
  let isStopped = false
  let isProtected = false
  let isWanted = true
  const replica: Replica = {
    number,
    clock_shift_ms: 0,
    isReady: () => isReady,
    readyForMs: () => (isReady ? Date.now() - readyAt : 0),
    isStopped: () => isStopped,
    kill: async () => {
      const gone = exitOf(child)
      const victim = child
      isReady = false
      victim.kill('SIGKILL')
      await gone
    },
    isProtected: () => isProtected,
    pause: (protect) => {
      isStopped = true
      isProtected = protect
      child.kill('SIGSTOP')
    },
    resume: () => {
      isStopped = false
      isProtected = false
      child.kill('SIGCONT')
    },
    end: async () => {
      isWanted = false
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = exitOf(child)
      child.kill('SIGCONT')
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), stopLimitMs)
      await gone
      clearTimeout(timer)
    },
    deaths: [],
    failed_starts: [],
  }

  function start(): void {
    replica.clock_shift_ms = drawClockShiftMs()
    isReady = false
    isStopped = false
    isProtected = false
    const made = spawn(process.execPath, ['--import', clockProgram(replica.clock_shift_ms), program.file], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...program.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = made
    running.add(made)
    made.once('exit', () => running.delete(made))
    let output = ''
    const hear = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-keptOutput)
      if (isReady || child !== made || !output.includes(program.ready)) return
      isReady = true
      readyAt = Date.now()
    }
    made.stdout.on('data', hear)
    made.stderr.on('data', hear)
    const tooLate = setTimeout(() => isReady || made.kill('SIGKILL'), startLimitMs)
    made.once('close', (code, signal) => {
      clearTimeout(tooLate)
      const lastWords = `${code ?? signal}: ${output.slice(-600)}`
      if (signal !== 'SIGKILL' && isWanted) (isReady ? replica.deaths : replica.failed_starts).push(lastWords)
      isReady = false
      if (isWanted && child === made) void sleep(signal === 'SIGKILL' ? 0 : 200).then(start)
    })
  }
  start()
  return replica
}

async function exitOf(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

/** The clock of a process, wrong by this much; its timers run as ever. */
function clockProgram(shiftMs: number): string {
  const source = `
    const Right = globalThis.Date
    const now = () => Right.now() + ${shiftMs}
    globalThis.Date = new Proxy(Right, {
      construct: (target, args, made) => Reflect.construct(target, args.length > 0 ? args : [now()], made),
      get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
    })`
  return `data:text/javascript,${encodeURIComponent(source)}`
}
