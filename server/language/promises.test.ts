import { describe, expect, test } from 'vitest'
import { growthUpTo } from '../testing/growth.ts'
import { promisesIn } from './promises.ts'
import { wallOf } from './zoned-time.ts'

const timeZone = 'Europe/Berlin'
/** Monday, 14:20 in Berlin. */
const monday = Date.parse('2026-11-30T13:20:00Z')
const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const two = (value: number) => String(value).padStart(2, '0')
const shown = (at: string, zone = timeZone) => {
  const { weekday, day, month, hour, minute } = wallOf(Date.parse(at), zone)
  return `${names[weekday]} ${day}.${month}. ${two(hour)}:${two(minute)}`
}
const read = (text: string, now = monday) =>
  promisesIn(text, { now, timeZone }).map(({ words, at }) => [words, shown(at)])

test.each([
  ["I'll update you by 15:00.", 'by 15:00', 'Mon 30.11. 15:00'],
  ['We will update you by 3 pm.', 'by 3 pm', 'Mon 30.11. 15:00'],
  ['We’ll be in touch before 3:30 p.m. today.', 'before 3:30 p.m. today', 'Mon 30.11. 15:30'],
  ['We will call you by 3.', 'by 3', 'Mon 30.11. 15:00'],
  ['You will hear from us within the hour.', 'within the hour', 'Mon 30.11. 15:20'],
  ['We will be back to you in 30 minutes.', 'in 30 minutes', 'Mon 30.11. 14:50'],
  ['I will report in half an hour.', 'in half an hour', 'Mon 30.11. 14:50'],
  ['We expect to have news within the next 2 hours.', 'within the next 2 hours', 'Mon 30.11. 16:20'],
  ['We will call in 20-30 minutes.', 'in 20-30 minutes', 'Mon 30.11. 14:50'],
  ['I will call you tomorrow morning.', 'tomorrow morning', 'Tue 1.12. 09:00'],
  ['Tomorrow morning we will call you.', 'Tomorrow morning', 'Tue 1.12. 09:00'],
  ['We will have it done by end of day.', 'by end of day', 'Mon 30.11. 17:00'],
  ['We will report by the end of the day.', 'by the end of the day', 'Mon 30.11. 17:00'],
  ['You’ll have an answer by close of business.', 'by close of business', 'Mon 30.11. 17:00'],
  ['Our technician will come Friday at 10.', 'Friday at 10', 'Fri 4.12. 10:00'],
  ['We will be on site on Wednesday at 10:30 am.', 'on Wednesday at 10:30 am', 'Wed 2.12. 10:30'],
  ['We will update you by 10:00 on Thursday.', 'by 10:00 on Thursday', 'Thu 3.12. 10:00'],
  ['We will call by Friday.', 'by Friday', 'Fri 4.12. 17:00'],
  ['We will call next Friday.', 'next Friday', 'Fri 11.12. 17:00'],
  ['I will send it this afternoon.', 'this afternoon', 'Mon 30.11. 15:00'],
  ['Next update at 16:00.', 'at 16:00', 'Mon 30.11. 16:00'],
  ['I will write on 3 December at 9:15.', 'on 3 December at 9:15', 'Thu 3.12. 09:15'],
  ['We will meet on Dec 3.', 'on Dec 3', 'Thu 3.12. 17:00'],
  ['By noon tomorrow you will hear from us.', 'By noon tomorrow', 'Tue 1.12. 12:00'],
])('%s', (text, words, at) => expect(read(text)).toEqual([[words, at]]))

test.each([
  ['Wir melden uns bis 15 Uhr.', 'bis 15 Uhr', 'Mon 30.11. 15:00'],
  ['Bis 15:30 Uhr melden wir uns.', 'Bis 15:30 Uhr', 'Mon 30.11. 15:30'],
  ['Sie hören bis spätestens 16 Uhr von uns.', 'bis spätestens 16 Uhr', 'Mon 30.11. 16:00'],
  ['Wir melden uns innerhalb einer Stunde.', 'innerhalb einer Stunde', 'Mon 30.11. 15:20'],
  ['Wir melden uns innerhalb der nächsten Stunde.', 'innerhalb der nächsten Stunde', 'Mon 30.11. 15:20'],
  ['Ich melde mich in 30 Minuten.', 'in 30 Minuten', 'Mon 30.11. 14:50'],
  ['Ich melde mich in einer halben Stunde.', 'in einer halben Stunde', 'Mon 30.11. 14:50'],
  ['Wir rufen Sie morgen früh an.', 'morgen früh', 'Tue 1.12. 09:00'],
  ['Wir rufen Sie morgen um 10 Uhr an.', 'morgen um 10 Uhr', 'Tue 1.12. 10:00'],
  ['Sie erhalten bis Freitag eine Rückmeldung.', 'bis Freitag', 'Fri 4.12. 17:00'],
  ['Wir kommen am Freitag um 10 Uhr vorbei.', 'am Freitag um 10 Uhr', 'Fri 4.12. 10:00'],
  ['Wir melden uns Freitagnachmittag.', 'Freitagnachmittag', 'Fri 4.12. 15:00'],
  ['Wir melden uns bis Ende des Tages.', 'bis Ende des Tages', 'Mon 30.11. 17:00'],
  ['Wir informieren Sie heute Nachmittag.', 'heute Nachmittag', 'Mon 30.11. 15:00'],
  ['Wir melden uns am 3. Dezember.', 'am 3. Dezember', 'Thu 3.12. 17:00'],
])('%s', (text, words, at) => expect(read(text)).toEqual([[words, at]]))

test.each([
  'The mail stopped at 10:00 on Friday.',
  'Could you call us by 15:00?',
  'We will not be done by 15:00.',
  "We won't have news by Friday.",
  'Please send us the log by 15:00.',
  'We rebooted the server at 13:00 and it is fine.',
  'Guten Morgen, wir werden das prüfen.',
  'We will restart 3 servers and 15 clients.',
  'We will use version 10.15 of it.',
  'Der Ausfall begann um 10 Uhr.',
])('%s promises nothing', (text) => expect(read(text)).toEqual([]))

test('where it stands in the text, and several in their order', () => {
  const text =
    'Hello Ann,\n\nthe queue is empty since 13:05. We will call you by 15:00, and again at 17:00.\n\nBen'
  const found = promisesIn(text, { now: monday, timeZone })
  expect(found.map(({ words }) => words)).toEqual(['by 15:00', 'at 17:00'])
  for (const { words, start, end } of found) expect(text.slice(start, end)).toBe(words)
})

describe('a time that has passed', () => {
  const at = (time: string) => Date.parse(`2026-11-30T${time}:00+01:00`)
  test.each([
    ['of today is over', 'We will call by 10:00 today.', '14:20', []],
    ['a while ago was meant for today', 'We will call by 15:00.', '15:40', []],
    ['long ago is of tomorrow', 'We will call by 8:00.', '17:00', ['Tue 1.12. 08:00']],
    ['of this weekday is of the next one', 'We will call on Monday at 10.', '14:20', ['Mon 7.12. 10:00']],
    [
      'of this weekday is today while it is ahead',
      'We will call on Monday at 16:00.',
      '14:20',
      ['Mon 30.11. 16:00'],
    ],
  ])('%s', (_what, text, time, expected) =>
    expect(promisesIn(text, { now: at(time), timeZone }).map((each) => shown(each.at))).toEqual(expected),
  )
})

test('02:30 in the nights the clocks change', () => {
  const spring = Date.parse('2026-03-28T21:00:00Z')
  const autumn = Date.parse('2026-10-24T20:00:00Z')
  const text = 'We will restart it at 02:30.'
  expect(promisesIn(text, { now: spring, timeZone })).toMatchObject([{ at: '2026-03-29T01:30:00.000Z' }])
  expect(promisesIn(text, { now: autumn, timeZone })).toMatchObject([{ at: '2026-10-25T00:30:00.000Z' }])
  expect(promisesIn('I will call tomorrow at 9:00.', { now: spring, timeZone })).toMatchObject([
    { at: '2026-03-29T07:00:00.000Z' },
  ])
})

test('the clock of the zone counts', () => {
  const text = 'We will call you by 15:00.'
  const of = (zone: string) => promisesIn(text, { now: monday, timeZone: zone })[0]?.at
  expect(of('America/New_York')).toBe('2026-11-30T20:00:00.000Z')
  expect(of('Asia/Tokyo')).toBe('2026-12-01T06:00:00.000Z')
})

test.each(['by 15:00 ', 'we will ', '1', 'in the next ', 'Friday at ', 'We will call. '])(
  'a text of nothing but "%s" costs no more than its length',
  async (words) => {
    const read = (size: number) =>
      promisesIn(`We will call ${words.repeat(size / words.length)}`, { now: monday, timeZone })
    expect(await growthUpTo(read, 15_000)).toBeLessThan(3)
  },
)
