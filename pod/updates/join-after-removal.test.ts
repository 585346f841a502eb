import { expect, test } from 'vitest'
import { joinAfterRemoval } from './join-after-removal.ts'

/** The words in angles go. */
const cut = (text: string) => {
  const [before = '', rest = ''] = text.split('<')
  return joinAfterRemoval(before, rest.slice(rest.indexOf('>') + 1))
}

test.each([
  ['We restarted <SRV-01> today.', 'We restarted today.'],
  ['We restarted <SRV-01>.', 'We restarted.'],
  ['We restarted <SRV-01> .', 'We restarted.'],
  ['It is on A, <SRV-01>, and B.', 'It is on A, and B.'],
  ['It is on A, <SRV-01>.', 'It is on A.'],
  ['It is on A; <SRV-01>, B.', 'It is on A, B.'],
  ['<SRV-01>, our server, is up.', 'our server, is up.'],
  ['It works. <They forget>. Thank you.', 'It works. Thank you.'],
  ['It works.\n<They forget>. Thank you.', 'It works.\nThank you.'],
  ['Is it up? <SRV-01>! Yes.', 'Is it up? Yes.'],
])('a sentence is closed up: %s', (text, left) => {
  expect(cut(text)).toBe(left)
})

test.each([
  ['The server (<SRV-01>) is up.', 'The server is up.'],
  ['The server “<SRV-01>” is up.', 'The server is up.'],
  ['The server (“<SRV-01>”), which we know, is up.', 'The server, which we know, is up.'],
  ['The server **<SRV-01>** is up.', 'The server is up.'],
  ['The server (<SRV-01> in the cellar) is up.', 'The server (in the cellar) is up.'],
  ['The server (cellar, <SRV-01>) is up.', 'The server (cellar) is up.'],
])('nothing is left that encloses nothing: %s', (text, left) => {
  expect(cut(text)).toBe(left)
})

test.each([
  ['Found:\n- <SRV-01>\n- The mailbox\n', 'Found:\n- The mailbox\n'],
  ['Found:\n1. The mailbox\n2. <SRV-01>', 'Found:\n1. The mailbox'],
  ['Found:\n- <SRV-01>, the mail server', 'Found:\n- the mail server'],
  ['Hello <Ann>,\n\nwe are on it.', 'Hello,\n\nwe are on it.'],
  ['One\n\n<SRV-01>\n\nTwo', 'One\n\n\n\nTwo'],
])('lines stay lines: %j', (text, left) => {
  expect(cut(text)).toBe(left)
})

test('what was one word with it stays as it is', () => {
  expect(cut('the<SRV>name')).toBe('thename')
  expect(cut('<all of it>')).toBe('')
})

test('blanks on both sides become one, however many', () => {
  expect(cut(`a${' '.repeat(50_000)}<x>${' '.repeat(50_000)}b`)).toBe('a b')
})
