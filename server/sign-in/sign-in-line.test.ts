import { expect, test } from 'vitest'
import { inLine } from './sign-in-line.ts'

/** Work that goes on until it is let go. */
function held() {
  let release = () => {}
  const wait = new Promise<void>((resolve) => {
    release = resolve
  })
  return { wait: () => wait, release: () => release() }
}

test('two at once, ten wait, the next is sent away', async () => {
  const { wait, release } = held()
  let begun = 0
  const work = async () => {
    begun++
    await wait()
  }
  const twelve = Array.from({ length: 12 }, () => inLine('stranger', work))
  await expect(inLine('stranger', work)).rejects.toMatchObject({ code: 'sign_ins_busy', status: 503 })
  expect(begun).toBe(2)
  const known = inLine('known', work)
  release()
  await Promise.all([...twelve, known])
  expect(begun).toBe(13)
  await expect(inLine('stranger', async () => 'in')).resolves.toBe('in')
})

test('of those who wait the known come first', async () => {
  const { wait, release } = held()
  const order: string[] = []
  const asked = [inLine('stranger', wait), inLine('stranger', wait)]
  for (const rank of ['stranger', 'known', 'stranger', 'known'] as const)
    asked.push(inLine(rank, async () => void order.push(rank)))
  release()
  await Promise.all(asked)
  expect(order).toEqual(['known', 'known', 'stranger', 'stranger'])
})

test('a failure is its own and frees its place', async () => {
  const fail = async () => {
    throw new Error('wrong')
  }
  for (let n = 0; n < 20; n++) await expect(inLine('stranger', fail)).rejects.toThrow('wrong')
})
