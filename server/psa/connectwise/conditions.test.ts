import { expect, test } from 'vitest'
import { idList, idValue, quoted, searchWords } from './conditions.ts'

test.each([
  ['ben', '"ben"'],
  ["O'Neill", '"O\'Neill"'],
  ['[Ticket] a', '"[[]Ticket] a"'],
  ['Müller 日本', '"Müller 日本"'],
])('%s is quoted', (value, condition) => {
  expect(quoted(value)).toBe(condition)
})

test.each(['', 'a"b', 'a\\b', 'a\nb', 'a\u0000b', 'a\u007fb', 'a\u0085b', 'a\u2028b', 'x'.repeat(101)])(
  '%j is refused',
  (value) => {
    expect(() => quoted(value)).toThrow()
  },
)

test.each(['', '0x1', '1 or 1=1', '-1', '1.5', '12345678901'])('%j is no record id', (value) => {
  expect(() => idValue(value)).toThrow()
})

test('ids are numbers in a list', () => {
  expect(idList(['7', '0042'])).toBe('(7,42)')
})

test.each([
  ['  vpn  drops ', ['vpn', 'drops']],
  ['#48291', ['48291']],
  ['" or 1=1 \\ or "', ['or', '1=1', 'or']],
  ['a\u0000b*c%d[e]', ['a', 'b', 'c', 'd', 'e']],
  ['one two three four five six seven', ['one', 'two', 'three', 'four', 'five', 'six']],
  ['', []],
])('%j is searched by its words', (typed, words) => {
  expect(searchWords(typed)).toEqual(words)
  for (const word of words) expect(() => quoted(word)).not.toThrow()
})
