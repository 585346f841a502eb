import { expect, test } from 'vitest'
import { stripHidden } from './hidden-signs.ts'

test.each([
  ['emoji with joiners', '👩🏽‍💻 👨‍👩‍👧 ❤️‍🔥 🏳️‍🌈'],
  ['flags of countries and of regions', '🇨🇭 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
  ['Persian', 'می\u200cخواهم'],
  ['Hindi', 'क्\u200dष'],
  ['Sinhala', 'ක්\u200dෂ'],
  ['Hebrew and direction marks', 'שלום\u200e (abc)\u200f'],
  ['a keycap, a picture and an exclamation', '1️⃣ 🖨️ ‼️'],
  ['a variant of a Chinese sign', '葛\u{e0100}城'],
  ['lines and tabs', 'a\n\tb'],
  ['accents and other scripts', 'naïve café 日本 العربية'],
])('%s stay', (_, text) => {
  expect(stripHidden(text)).toBe(text)
})

test.each([
  ['zero-width space', 'pass\u200bword', 'password'],
  ['joiners in Latin words', 'pass\u200dwo\u200crd', 'password'],
  ['a joiner at the end of an emoji', '🖨\u200d x', '🖨 x'],
  ['overrides, isolates and the Arabic mark', 'a\u202egpj.exe\u2066b\u2069\u061c', 'agpj.exeb'],
  ['soft hyphens and byte order marks', '\ufeffDruck\u00ader', 'Drucker'],
  ['tags that spell a hidden text', 'a\u{e0049}\u{e0067}\u{e006e}b', 'ab'],
  ['tags behind a flag that is none', '🏴\u{e0049}\u{e0067}', '🏴'],
  ['selectors that carry bytes', 'a\u{e0101}b\u{e01ef}\ufe0f', 'ab'],
  ['rows of selectors', '❤\ufe0f\ufe00\u{e0101}\u{e0102}b', '❤\ufe0fb'],
  ['selectors behind nothing', '\u{e0101}\ufe0f a', ' a'],
  ['signs of a marker', 'it is so ⟦f1⟧', 'it is so f1'],
  ['controls', 'a\u0000\u0007\u001bb', 'ab'],
])('%s go', (_, text, shown) => {
  expect(stripHidden(text)).toBe(shown)
})

test('every kind of line end is one', () => {
  expect(stripHidden('a\r\nb\rc\u000bd\u0085e')).toBe('a\nb\nc\nd\ne')
})

test.each(['\u200d', '\u{e0101}', '\ufe0f', '🏴\u{e0067}', '\u202e'])(
  'half a million of %j are read in one go',
  (sign) => {
    expect(stripHidden(sign.repeat(500_000 / sign.length)).length).toBeLessThan(300_000)
  },
)
