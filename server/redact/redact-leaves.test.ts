import { expect, test } from 'vitest'
import { redactLeaves } from './redact-leaves.ts'

test('takes secrets out of every text, whatever marks stand in them', async () => {
  const texts = [
    'admin password: Sommer2026! does not work',
    'a \u241e b',
    'line of a log '.repeat(3_000),
    'pwd = "Winter2027!" worked',
  ]
  const { id, told } = await redactLeaves({ id: 'password: kept', told: texts })
  expect(id).toBe('password: kept')
  expect(told[0]).toBe('admin password: [redacted password] does not work')
  expect(told[1]).toMatch(/^a .+ b$/)
  expect(told[2]).toBe(texts[2])
  expect(told[3]).not.toContain('Winter2027')
})

test('only ids and words of our own are left as they are, not what stands under their names', async () => {
  const told = {
    trail: [{ node: 'password: kept', option: 'password: Sommer2026!' }],
    key: ['password: Sommer2026!'],
  }
  expect(await redactLeaves(told)).toEqual({
    trail: [{ node: 'password: kept', option: 'password: [redacted password]' }],
    key: ['password: [redacted password]'],
  })
})

test('others have their turn while many long texts are read', async () => {
  let turns = 0
  let isRunning = true
  const count = () => {
    turns++
    if (isRunning) setImmediate(count)
  }
  setImmediate(count)
  await redactLeaves(Array.from({ length: 12 }, (_, at) => `${at} ${'line of a log '.repeat(1_000)}`))
  isRunning = false
  expect(turns).toBeGreaterThanOrEqual(3)
})
