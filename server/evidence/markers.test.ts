import { expect, test } from 'vitest'
import { markerOf, readMarkers, withoutMarkers } from './markers.ts'

const streamed = (pieces: readonly string[]) => {
  let text = ''
  const reader = withoutMarkers((piece) => {
    text += piece
  })
  for (const piece of pieces) reader.push(piece)
  reader.end()
  return text
}
const said = (marked: string) => {
  const { text, cites } = readMarkers(marked)
  return cites.map(({ start, end, ids }) => [text.slice(start, end), ...ids])
}

test.each([
  ['Mail does not arrive ⟦f3⟧. The disk is full ⟦f4 t2⟧.', 'Mail does not arrive. The disk is full.'],
  ['Mail does not arrive. ⟦f3⟧ The disk is full. ⟦f4⟧', 'Mail does not arrive. The disk is full.'],
  ['⟦f3⟧ Mail does not arrive.', 'Mail does not arrive.'],
  ['- One ⟦f1⟧\n- Two ⟦f2⟧\n', '- One\n- Two\n'],
  ['In the mid⟦f1⟧dle', 'In the middle'],
  ['One ⟦f1⟧ two', 'One two'],
  ['Open ⟦f1', 'Open '],
  ['Open ⟦f1 and on it goes', 'Open f1 and on it goes'],
  ['Nested ⟦f1 ⟦t2⟧⟧.', 'Nested f1.'],
  ['Over ⟦f1\n⟧ lines', 'Over f1\n lines'],
  ['Stray ⟧ sign', 'Stray  sign'],
  ['⟦⟧', ''],
  ['שלום ⟦f1⟧. Grüße 👩‍🔧 ⟦t2⟧!', 'שלום. Grüße 👩‍🔧!'],
  ['', ''],
])('“%s” reads “%s”', (marked, clean) => {
  expect(readMarkers(marked).text).toBe(clean)
})

test('names of a marker belong to the sentence that it ends', () => {
  expect(said('Mail is late ⟦f3⟧. The disk is full. ⟦f4, T2⟧ We look on.')).toEqual([
    ['Mail is late.', 'f3'],
    ['The disk is full.', 'f4', 't2'],
  ])
  expect(said('Steps:\n1. Restarted it: fine. ⟦t1⟧ ⟦f2⟧\n2. Looked at it. ⟦t2⟧')).toEqual([
    ['Restarted it: fine.', 't1', 'f2'],
    ['Looked at it.', 't2'],
  ])
})

test('an empty marker names nothing, words and long numbers are no ids', () => {
  expect(said('It rests on nothing. ⟦⟧')).toEqual([['It rests on nothing.']])
  expect(said('It is so. ⟦f1 because f99999 x⟧')).toEqual([['It is so.', 'f1']])
})

test('in pieces of any length the same words come out as of the whole', () => {
  const signs = ['⟦', '⟧', 'f1', ' t2', ' ', 'Word', '. ', '\n', '- ', '👩‍🔧', 'é', 'x'.repeat(70), 'ש']
  let seed = 7
  const chance = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  for (let round = 0; round < 400; round++) {
    const marked = Array.from({ length: chance(40) }, () => signs[chance(signs.length)]).join('')
    const pieces: string[] = []
    for (let at = 0; at < marked.length; ) {
      const size = 1 + chance(9)
      pieces.push(marked.slice(at, at + size))
      at += size
    }
    const whole = readMarkers(marked)
    expect(streamed(pieces), JSON.stringify(marked)).toBe(whole.text)
    expect(whole.text).not.toMatch(/[⟦⟧]/)
    for (const { start, end } of whole.cites) expect(start < end && end <= whole.text.length).toBe(true)
  }
})

test('a marker that never ends is let go', () => {
  const out: string[] = []
  const reader = withoutMarkers((piece) => out.push(piece))
  reader.push('⟦')
  for (let at = 0; at < 15_000; at++) reader.push('a')
  expect(out.join('').length).toBeGreaterThan(14_000)
})

test('a marker is written as it is read', () => {
  expect(said(`It is so.${markerOf(['f1', 't2'])}`)).toEqual([['It is so.', 'f1', 't2']])
  expect(markerOf([])).toBe('')
})
