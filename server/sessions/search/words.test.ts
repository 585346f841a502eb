import { expect, test } from 'vitest'
import { mostWords, wordsOf } from './words.ts'

test.each<[string, string[]]>([
  ['Mail from outside not arriving', ['mail', 'from', 'outside', 'not', 'arriving']],
  ['PC-104: Größe der C:\\-Platte', ['pc', '104', 'grosse', 'der', 'c', 'platte']],
  ['Zoë Müller’s VPN', ['zoe', 'muller', 's', 'vpn']],
  ['ＶＰＮ ﬁle', ['vpn', 'file']],
  ['Принтер не печатает', ['принтер', 'не', 'печатает']],
  ['vpn VPN Vpn', ['vpn']],
  ['#48291', ['48291']],
  ['— … !', []],
])('%s', (text, words) => {
  expect(wordsOf(text)).toEqual(words)
})

test('a text without end gives no more words, and no longer ones, than a case keeps', () => {
  expect(wordsOf(Array.from({ length: 500 }, (_, n) => `w${n}`).join(' '))).toHaveLength(mostWords)
  expect(wordsOf('x'.repeat(5000))).toEqual(['x'.repeat(40)])
})
