import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeOwnership } from './owner-lock.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flowpilot-lock-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Another process that listens on the lock of this generation. */
async function owner(generation: number): Promise<ChildProcess> {
  const code = `require('net').createServer().listen(process.argv[1], () => console.log('up'))`
  const child = spawn(process.execPath, ['-e', code, join(folder, `owner-${generation}.sock`)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.stdout) await once(child.stdout, 'data')
  return child
}

async function dies(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal)
  await once(child, 'exit')
}

test('released, it is free again and leaves no file', async () => {
  const first = await takeOwnership(folder, folder)
  await expect(takeOwnership(folder, folder)).rejects.toMatchObject({ code: 'data_dir_in_use' })
  await first.release()
  expect(await readdir(folder)).toEqual([])
  const second = await takeOwnership(folder, folder)
  await second.release()
})

test('an owner that was killed holds nothing, however many died before', async () => {
  for (const generation of [1, 2, 7]) await dies(await owner(generation), 'SIGKILL')
  expect((await readdir(folder)).length).toBe(3)
  const mine = await takeOwnership(folder, folder)
  expect(await readdir(folder)).toEqual(['owner-8.sock'])
  await mine.release()
})

test('an owner that is stopped, not dead, still owns', async () => {
  const child = await owner(3)
  child.kill('SIGSTOP')
  await expect(takeOwnership(folder, folder)).rejects.toMatchObject({ code: 'data_dir_in_use' })
  child.kill('SIGCONT')
  await dies(child, 'SIGKILL')
})

test('of ten takers after a death, at most one owns, and one always can', async () => {
  for (let round = 0; round < 10; round++) {
    const dead = await readdir(folder)
    await dies(await owner(100 * (round + 1) + dead.length), 'SIGKILL')
    const takers = await Promise.allSettled(Array.from({ length: 10 }, () => takeOwnership(folder, folder)))
    const owners = takers.flatMap((taker) => (taker.status === 'fulfilled' ? [taker.value] : []))
    expect(owners).toHaveLength(1)
    await owners[0]?.release()
  }
})
