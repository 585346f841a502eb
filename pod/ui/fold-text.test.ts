import { expect, test } from 'vitest'
import { foldText, wellCut } from './fold-text.ts'

const lines = (count: number) => Array.from({ length: count }, (_, at) => `line ${at + 1}`).join('\n')

test('up to twelve lines and 1,500 characters stand whole', () => {
  expect(foldText(lines(12))).toBeNull()
  expect(foldText('x'.repeat(1_500))).toBeNull()
})

test('longer ones keep twelve lines and say how many there are', () => {
  expect(foldText(lines(1_214))).toEqual({ head: `${lines(12)}…`, all: '1,214 lines' })
})

test('a long line is cut and counted in characters', () => {
  const folded = foldText('x'.repeat(8_431))
  expect(folded?.head).toHaveLength(1_501)
  expect(folded?.all).toBe('8,431 characters')
})

test('a cut never leaves half a character', () => {
  expect(wellCut('ab😀', 3)).toBe('ab')
  expect(wellCut('ab😀', 4)).toBe('ab😀')
})
