import { expect, test } from 'vitest'
import { createExtractor } from './extract.ts'

const whole = { reply: 'He said "no" \\ then\nleft 🙂 é \u2028 end', tasks: ['"reply":"decoy"'] }

function extractIn(pieces: string[], key = 'reply'): string {
  let out = ''
  const extractor = createExtractor(key, (text) => {
    out += text
  })
  for (const piece of pieces) extractor.push(piece)
  return out
}

test.each([1, 2, 3, 5, 7, 1000])('gives the same text in pieces of %i characters', (size) => {
  const json = JSON.stringify(whole)
  const pieces = json.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? []
  expect(extractIn(pieces)).toBe(whole.reply)
})

test.each([1, 2, 3, 7, 1000])(
  'strings that follow each other stream under their names, in pieces of %i characters',
  (size) => {
    const told = { cause: 'A "full" disk', end: '', steps: 'One\ntwo\\', others: [], late: 'no' }
    const read: Record<string, string> = {}
    const extractor = createExtractor(['cause', 'end', 'steps', 'late'], (text, key) => {
      read[key] = (read[key] ?? '') + text
    })
    for (const piece of JSON.stringify(told).match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [])
      extractor.push(piece)
    expect(read).toEqual({ cause: told.cause, steps: told.steps })
  },
)

test('puts surrogate pairs written as escapes together', () => {
  expect(extractIn(['{"reply":"a\\ud83', 'd\\ude4', '2b"', ',"x":1}'])).toBe('a🙂b')
})

test('gives what has come when the stream is cut', () => {
  expect(extractIn(['{ "reply" : "half a sen'])).toBe('half a sen')
})

test('gives nothing when another key comes first', () => {
  expect(extractIn(['{"tasks":[],"reply":"x"}'])).toBe('')
})
