import { expect, test } from 'vitest'
import { matchWords, pieces } from './match-words.ts'

test('each typed word begins a word, in any order, in any letters', () => {
  expect(matchWords('Share Update client', 'up')?.ranges).toEqual([[6, 8]])
  expect(matchWords('Share Update client', 'CL sh')?.ranges).toEqual([
    [0, 2],
    [13, 15],
  ])
  expect(matchWords('Share Update', 'date')).toBeNull()
  expect(matchWords('Share Update', 'up up')).toBeNull()
  expect(matchWords('Zurück nach Österreich', 'öst')?.ranges).toEqual([[12, 15]])
  expect(matchWords('Posts', '')).toEqual({ ranges: [], rank: 0 })
})

test('what was typed stands out of the words', () => {
  expect(pieces('Share Update', [[6, 8]])).toEqual([
    { text: 'Share ', isHit: false },
    { text: 'Up', isHit: true },
    { text: 'date', isHit: false },
  ])
})
