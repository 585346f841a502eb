import { expect, test } from 'vitest'
import { foundIn, matchWords, pieces } from './match-words.ts'

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

const found = (text: string, typed: string) =>
  foundIn(text, typed).map(([begin, end]) => text.slice(begin, end))

test.each<[string, string, string[]]>([
  ['Scanner jams on the second floor', 'scan SEC', ['Scan', 'sec']],
  ['Scanner scans twice', 'scan', ['Scan', 'scan']],
  ['#48291 Contoso', '#482', ['482']],
  ['Müller & Söhne, Große Straße', 'muller sohne strass', ['Müller', 'Söhne', 'Straß']],
  ['Zoe\u0308 waits', 'zoe', ['Zoe\u0308']],
  ['ﬁle ＶＰＮ', 'fi vpn', ['ﬁ', 'ＶＰＮ']],
  ['SCAN-07', 'scan-07', ['SCAN', '07']],
  ['outlook out of office', 'out outlook', ['outlook', 'out']],
  ['Printer', 'rinter', []],
  ['Printer', '', []],
  ['Printer', '— … !', []],
])('%s by “%s”', (text, typed, parts) => {
  expect(found(text, typed)).toEqual(parts)
})
