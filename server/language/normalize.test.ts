import { expect, test } from 'vitest'
import { growthUpTo } from '../testing/growth.ts'
import { normalize, stemOf, textCharactersAtMost, tokenize } from './normalize.ts'

test.each([
  ["It ISN'T there", 'it is not there'],
  ["can't, won’t, cannot", 'can not will not can not'],
  ['E-Mail über Wi-Fi', 'email ueber wifi'],
  ['49,2 of 50 GB', '49.2 of 50 gb'],
  ['10GB', '10 gb'],
  ['12 % loss', '12% loss'],
  ['user’s mailbox', 'user mailbox'],
  ['5.7.1 at 16:45 from 10.0.0.1', '5.7.1 at 16:45 from 10.0.0.1'],
  ['VSS_E_WRITERERROR', 'vss_e_writererror'],
  ['', ''],
])('“%s” is read as “%s”', (text, plain) => {
  expect(normalize(text)).toBe(plain)
})

test.each([
  ['bounced', 'bounces'],
  ['printers', 'printer'],
  ['connecting', 'connection'],
  ['replies', 'reply'],
  ['stopped', 'stops'],
  ['gesperrt', 'locked'],
  ['Postfächer', 'mailbox'],
  ['langsamer', 'slow'],
  ['frozen', 'freezes'],
  ['iPhone', 'phone'],
  ['kaputt', 'broken'],
  ['borked', 'broke'],
])('“%s” and “%s” have one stem', (one, other) => {
  expect(stemOf(normalize(one))).toBe(stemOf(normalize(other)))
})

test.each([
  ['router', 'routes'],
  ['sender', 'sent'],
  ['server', 'service'],
  ['building', 'build'],
])('“%s” and “%s” stay apart', (one, other) => {
  expect(stemOf(one)).not.toBe(stemOf(other))
})

test('words know where they stand in the text', () => {
  const text = 'Das Postfach ist voll'
  expect(tokenize(text).map(({ from, to }) => text.slice(from, to))).toEqual([
    'Das',
    'Postfach',
    'ist',
    'voll',
  ])
})

test.each(['a-', "'", '1.', 'ü'])('twice as many “%s” take about twice as long', async (part) => {
  const read = (size: number) => tokenize(part.repeat(size / part.length))
  expect(await growthUpTo(read, textCharactersAtMost)).toBeLessThan(3)
})
