import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const program = fileURLToPath(new URL('../testing/stopped-write.ts', import.meta.url))
const stoppedMs = 5_500

/** Linux tells the state of a process; elsewhere a stop cannot be waited for. */
const stateOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0]

test.runIf(process.platform === 'linux')(
  'a process that was stopped while connecting writes nothing when it wakes',
  async () => {
    let wokenAt = Number.POSITIVE_INFINITY
    let lateBytes = 0
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.on('data', (chunk) => {
        if (Date.now() >= wokenAt) lateBytes += chunk.length
      })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    // several at once: each is stopped at its own moment before, in or after the connecting
    const children = Array.from({ length: 6 }, () =>
      spawn(process.execPath, ['--import', 'tsx', program, url], { stdio: 'inherit' }),
    )
    const ends = children.map((child) => once(child, 'exit'))
    for (const child of children) while (stateOf(child.pid ?? 0) !== 'T') await pause(10)
    await pause(stoppedMs)
    wokenAt = Date.now()
    for (const child of children) child.kill('SIGCONT')
    const codes = await Promise.all(ends)
    server.close()
    expect(codes).toEqual(children.map(() => [0, null]))
    expect(lateBytes).toBe(0)
  },
  40_000,
)
