import { expect, test } from 'vitest'
import { stripHidden } from './clean-text.ts'

test.each([
  ['bidi override', 'invoice\u202egpj.exe', 'invoicegpj.exe'],
  ['isolates and marks', 'a\u2066b\u2069c\u200ed\u200fe\u061cf', 'abcdef'],
  ['zero width', 'pass\u200bword\u2060\ufeff', 'password'],
  ['joiners between letters', 'ad\u200dmin\u200c!', 'admin!'],
  ['tag characters', 'hello\u{e0049}\u{e0067}\u{e007f}', 'hello'],
  ['selectors that carry data', 'a\u{e0101}b\u{e01ef}', 'ab'],
  ['controls', 'a\u0000b\u0008c\u001b[31md', 'abc[31md'],
])('%s', (_name, dirty, clean) => {
  expect(stripHidden(dirty)).toBe(clean)
})

test.each(['👩‍💻 and 👨‍👩‍👧', '🏳️‍🌈', 'می‌خواهم', 'line\nline\ttab', 'שלום and العربية', 'naïve café 日本'])(
  'keeps %s',
  (text) => {
    expect(stripHidden(text)).toBe(text)
  },
)
