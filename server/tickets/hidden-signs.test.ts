import { expect, test } from 'vitest'
import { stripHidden } from './hidden-signs.ts'

test.each([
  ['emoji with joiners', '👩🏽‍💻 👨‍👩‍👧 ❤️‍🔥 🏳️‍🌈'],
  ['flags of countries and of regions', '🇨🇭 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
  ['Persian', 'می\u200cخواهم'],
  ['Hindi', 'क्\u200dष'],
  ['Sinhala', 'ක්\u200dෂ'],
  ['Hebrew and direction marks', 'שלום\u200e (abc)\u200f'],
  ['a keycap and a picture', '1️⃣ 🖨️'],
  ['lines and tabs', 'a\n\tb'],
])('%s stay', (_, text) => {
  expect(stripHidden(text)).toBe(text)
})

test.each([
  ['zero-width space', 'pass\u200bword', 'password'],
  ['joiners in Latin words', 'pass\u200dwo\u200crd', 'password'],
  ['a joiner at the end of an emoji', '🖨\u200d x', '🖨 x'],
  ['overrides and isolates', 'a\u202egpj.exe\u2066b\u2069', 'agpj.exeb'],
  ['soft hyphens and byte order marks', '\ufeffDruck\u00ader', 'Drucker'],
  ['tags that spell a hidden text', 'a\u{e0049}\u{e0067}\u{e006e}b', 'ab'],
  ['tags behind a flag that is none', '🏴\u{e0049}\u{e0067}', '🏴'],
  ['rows of selectors', 'a\ufe0f\ufe00\u{e0101}\u{e0102}b', 'a\ufe0fb'],
  ['selectors behind nothing', '\u{e0101}\ufe0f a', ' a'],
  ['controls', 'a\u0000\u0007\u001bb', 'ab'],
])('%s go', (_, text, shown) => {
  expect(stripHidden(text)).toBe(shown)
})
