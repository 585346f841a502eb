import { expect, test } from 'vitest'
import { lexicon } from './lexicon.ts'
import { stemOf } from './normalize.ts'
import { table } from './word-table.ts'

test('a table reads words of one meaning', () => {
  expect([...table('\nlock: gesperrt sperrt\nslow: lahm\n')]).toEqual([
    ['gesperrt', 'lock'],
    ['sperrt', 'lock'],
    ['lahm', 'slow'],
  ])
})

test.each([
  ['a word that is read as two', 'cable: lan-kabel'],
  ['a word with a dot', 'person: person.s'],
  ['an empty line', 'cable: kabel\n\ngroup: gruppe'],
  ['a meaning without words', 'cable:'],
  ['a word that stands twice', 'group: gruppe\nteam: gruppe'],
  ['a word that is its own meaning', 'missing: missing'],
  ['a meaning that leads to another', 'lock: sperrt\nblock: lock'],
])('a table refuses %s', (_, lines) => {
  expect(() => table(lines)).toThrow('Words that no text meets')
})

test('a table refuses what an earlier one leads elsewhere', () => {
  const before = [table('break: broken')]
  expect(() => table('broken: kaputt', before)).toThrow('broken leads to break')
  expect(() => table('fail: broken', before)).toThrow('broken twice')
})

test('every word of the lexicon has the stem of its meaning', () => {
  for (const [word, meaning] of lexicon) expect([word, stemOf(word)]).toEqual([word, stemOf(meaning)])
})
