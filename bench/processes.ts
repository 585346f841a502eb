import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const readyWithinMs = 60_000
const endWithinMs = 20_000

export type Used = { cpu_ms: number; rss: number; live: number }
export type Child = {
  url: string
  pid: number
  /** What the process has used since it began; `collect` empties the garbage first. */
  used(options?: { collect: boolean }): Promise<Used>
  stop(): Promise<void>
}
export type ChildInput = {
  args: string[]
  port: number
  ready: RegExp
  env?: Record<string, string>
  name: string
}

const probe = new URL('probe.mjs', import.meta.url).href

/** A server as a process of its own, with the probe inside. BENCH_PROFILE=<folder> writes a CPU profile of each. */
export async function startChild({ args, port, ready, env = {}, name }: ChildInput): Promise<Child> {
  const { PATH, HOME, LANG, BENCH_PROFILE } = process.env
  const profile = BENCH_PROFILE
    ? ['--cpu-prof', '--cpu-prof-dir', BENCH_PROFILE, '--cpu-prof-name', `${name}-${port}.cpuprofile`]
    : []
  const child = spawn(process.execPath, ['--expose-gc', ...profile, '--import', probe, ...args], {
    env: { PATH, HOME, LANG, NODE_ENV: 'production', PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const endWithUs = () => child.kill('SIGKILL')
  process.once('exit', endWithUs)
  child.once('exit', () => process.off('exit', endWithUs))
  let said = ''
  const hear = (chunk: Buffer) => {
    said = `${said}${chunk.toString()}`.slice(-4_000)
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  for (const deadline = Date.now() + readyWithinMs; !ready.test(said); await sleep(20))
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`${name} did not start:\n${said}`)
    }
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    used: ({ collect } = { collect: false }) => readProbe(child, collect),
    stop: () => end(child),
  }
}

function readProbe(child: ChildProcess, collect: boolean): Promise<Used> {
  return new Promise((resolve, reject) => {
    const hear = (answer: Used & { probe?: string }) => {
      if (answer.probe !== 'read') return
      child.off('message', hear)
      resolve(answer)
    }
    child.on('message', hear)
    child.send({ probe: 'read', collect }, (error) => error && reject(error))
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.send({ probe: 'end' }, () => {})
  const timer = setTimeout(() => child.kill('SIGKILL'), endWithinMs)
  await ended
  clearTimeout(timer)
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** CPU time of the PostgreSQL whose postmaster this is, from /proc; NaN elsewhere than on Linux. */
export function postgresCpuMs(postmaster: number): number {
  try {
    const rows = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => processRow(pid))
    const ours = rows.filter(({ pid, parent }) => pid === postmaster || parent === postmaster)
    const ended = rows.find(({ pid }) => pid === postmaster)?.childTicks ?? 0
    return (ours.reduce((total, { ticks }) => total + ticks, 0) + ended) * 10
  } catch {
    return Number.NaN
  }
}

export function parentOf(pid: number): number {
  return processRow(String(pid))[0]?.parent ?? 0
}

function processRow(name: string) {
  try {
    const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
      .map(Number)
    const [, parent = 0] = fields
    const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15)
    return [{ pid: Number(name), parent, ticks: user + system, childTicks: childUser + childSystem }]
  } catch {
    return []
  }
}
