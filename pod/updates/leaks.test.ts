import { expect, test } from 'vitest'
import type { Leak } from '../../shared/contracts/updates.ts'
import { listedLeaks, piecesOf, withPlainWords } from './leaks.ts'
import { withoutLeak } from './without-leak.ts'

const text = 'The password is Sunflower! and the code 493021. Sunflower! again.'
const at = (id: string, words: string, from = 0): Leak => {
  const start = text.indexOf(words, from)
  return { id, start, end: start + words.length, kind: 'secret', what: id, instead: null }
}
const leaks = [at('password', 'Sunflower!'), at('code', '493021'), at('password', 'Sunflower!', 30)]

test('a text is cut at its leaks and nothing is lost', () => {
  const pieces = piecesOf(text, leaks)
  expect(pieces.map((piece) => piece.text).join('')).toBe(text)
  expect(pieces.flatMap(({ text: words, leak }) => (leak ? [words] : []))).toEqual([
    'Sunflower!',
    '493021',
    'Sunflower!',
  ])
})

test('the last words go with the blank before them', () => {
  expect(withoutLeak('use Sunflower!', [{ ...at('password', 'x'), start: 4, end: 14 }], 'password')).toBe(
    'use',
  )
})

test('a whole sentence goes with its end', () => {
  const said = 'It works. They always forget. Thank you.'
  const leak = { ...at('run', 'x'), start: 10, end: 28 }
  expect(withoutLeak(said, [leak], 'run')).toBe('It works. Thank you.')
  expect(withoutLeak('They forget. Thank you.', [{ ...leak, start: 0, end: 11 }], 'run')).toBe('Thank you.')
})

test('plain words take the place of all of one, secrets stand first in the list', () => {
  const host = { ...at('host', '493021'), kind: 'host' as const, instead: 'your server' }
  const [first, , third] = leaks
  if (!first || !third) throw new Error('no leaks')
  expect(withPlainWords(text, [first, host, third], ['host', 'password'])).toBe(
    'The password is Sunflower! and the code your server. Sunflower! again.',
  )
  expect(listedLeaks(text, [host, third]).map(({ leak }) => leak.kind)).toEqual(['secret', 'host'])
})

test('leaks of other words, which do not fit this text, cut nothing', () => {
  expect(piecesOf('short', leaks)).toEqual([{ text: 'short', leak: null }])
})

test('the same secret is listed once', () => {
  expect(listedLeaks(text, leaks).map(({ words, times }) => [words, times])).toEqual([
    ['Sunflower!', 2],
    ['493021', 1],
  ])
})

test('what is removed takes its blank along, wherever it stands', () => {
  expect(withoutLeak(text, leaks, 'password')).toBe('The password is and the code 493021. again.')
  expect(withoutLeak(text, leaks, 'code')).toBe('The password is Sunflower! and the code. Sunflower! again.')
})
