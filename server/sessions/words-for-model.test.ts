import { expect, test } from 'vitest'
import { wordsForModel } from './words-for-model.ts'

test('a message of 16,000 characters goes whole', () => {
  const message = 'x'.repeat(16_000)
  expect(wordsForModel(message)).toBe(message)
})

test('of a pasted log go both ends and the lines with an error word between', () => {
  const lines = Array.from({ length: 2_000 }, (_, n) => `2026-05-04 10:00:${n} heartbeat received`)
  lines[1_000] = '2026-05-04 10:16:40 ERROR 0x80070005 Access is denied'
  lines[1_001] = `Exception ${'y'.repeat(5_000)}`
  const told = wordsForModel(lines.join('\n'))
  expect(told.startsWith(lines[0] ?? '')).toBe(true)
  expect(told.endsWith(lines.at(-1) ?? '')).toBe(true)
  expect(told).toContain('ERROR 0x80070005 Access is denied')
  expect(told).toMatch(/\[\d+ lines left out; 2 of them with an error word:\]/)
  expect(told.length).toBeLessThan(18_000)
})
