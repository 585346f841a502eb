import { expect, test } from 'vitest'
import {
  mostTries,
  type NextAttempt,
  nextAttempt,
  patienceMs,
  remarkOn,
  type Situation,
  type Try,
} from './attempts.ts'
import type { FailureClass, RejectedFor } from './failures.ts'

const tried = (failure: FailureClass, more: Partial<Try> = {}): Try => ({
  by: 'first',
  failure,
  rejected_for: failure === 'rejected' ? 'request' : null,
  retry_after_ms: null,
  ...more,
})
const rejected = (rejected_for: RejectedFor) => tried('rejected', { rejected_for })
const situation = (tries: Try[], more: Partial<Situation> = {}): Situation => ({
  tries,
  has_second: false,
  open: { first: false, second: false },
  elapsed_ms: 0,
  ...more,
})
const first = (more: object = {}) => ({ by: 'first', wait_ms: 0, room: 1, without_thinking: false, ...more })
const second = (more: object = {}) => ({ ...first(more), by: 'second' })
const offline = { by: 'offline' }
const withSecond = { has_second: true }
const open = (first: boolean, second = false) => ({ open: { first, second } })

const cases: [string, Situation, object][] = [
  ['nothing tried', situation([]), first()],
  ['the breaker is open', situation([], open(true)), offline],
  ['the breaker is open, a second model', situation([], { ...withSecond, ...open(true) }), second()],
  ['both breakers are open', situation([], { ...withSecond, ...open(true, true) }), offline],
  ['a new image is refused', situation([rejected('image')], withSecond), { by: 'nobody' }],
  [
    'an image is refused, the history holds some',
    situation([rejected('image')], { has_past_images: true }),
    first({ without_thinking: true, without_past_images: true }),
  ],
  [
    'without those of the history one is refused still',
    situation([rejected('image'), rejected('image')], { has_past_images: true }),
    { by: 'nobody' },
  ],
  [
    'busy after images of the history were left out',
    situation([rejected('image'), tried('busy')], { has_past_images: true }),
    first({ wait_ms: 1_000, without_thinking: true, without_past_images: true }),
  ],
  ['stopped', situation([tried('stopped')], withSecond), { by: 'nobody' }],
  ['stopped at the second try', situation([tried('cut'), tried('stopped')]), { by: 'nobody' }],

  ['busy', situation([tried('busy')], withSecond), first({ wait_ms: 1_000 })],
  [
    'busy, asked to wait 200 ms',
    situation([tried('busy', { retry_after_ms: 200 })]),
    first({ wait_ms: 200 }),
  ],
  [
    'busy, asked to wait a day',
    situation([tried('busy', { retry_after_ms: 9e7 })]),
    first({ wait_ms: 3_000 }),
  ],
  ['busy twice', situation([tried('busy'), tried('busy')]), offline],
  ['busy twice, a second model', situation([tried('busy'), tried('busy')], withSecond), second()],
  ['busy, which opened the breaker', situation([tried('busy')], { ...withSecond, ...open(true) }), second()],
  [
    'busy everywhere',
    situation([tried('busy'), tried('busy'), tried('busy', { by: 'second' })], withSecond),
    offline,
  ],

  ['cut', situation([tried('cut')], withSecond), first()],
  ['cut twice', situation([tried('cut'), tried('cut')]), offline],
  ['cut twice, a second model', situation([tried('cut'), tried('cut')], withSecond), second()],
  ['busy, then cut', situation([tried('busy'), tried('cut')]), offline],

  ['too long', situation([tried('too_long')], withSecond), first({ room: 2 })],
  ['too long twice', situation([tried('too_long'), tried('too_long')], withSecond), offline],
  ['too long, then busy', situation([tried('too_long'), tried('busy')], withSecond), second({ room: 2 })],

  ['invalid', situation([tried('invalid')], withSecond), first()],
  ['invalid twice', situation([tried('invalid'), tried('invalid')]), offline],
  ['invalid twice, a second model', situation([tried('invalid'), tried('invalid')], withSecond), second()],

  ['refused', situation([tried('refused')], withSecond), offline],
  ['the key was rejected', situation([rejected('key')], withSecond), offline],
  ['the request was rejected', situation([rejected('request')], withSecond), offline],
  ['the model id is wrong', situation([rejected('model')]), offline],
  ['the model id is wrong, a second model', situation([rejected('model')], withSecond), second()],

  ['past thinking does not fit', situation([rejected('thinking')]), first({ without_thinking: true })],
  [
    'past thinking left out, then busy',
    situation([rejected('thinking'), tried('busy')]),
    first({ without_thinking: true, wait_ms: 1_000 }),
  ],
  ['rejected without past thinking too', situation([rejected('thinking'), rejected('thinking')]), offline],

  ['patience is over', situation([tried('cut')], { ...withSecond, elapsed_ms: patienceMs }), offline],
]
test.each(cases)('after: %s', (_, given, expected) => {
  expect(nextAttempt(given)).toEqual(expected)
})

test('whatever fails, the offline model answers after at most four calls', () => {
  const failures: Try[] = [
    ...(['busy', 'cut', 'too_long', 'invalid', 'refused'] as const).map((failure) => tried(failure)),
    ...(['key', 'model', 'thinking', 'request'] as const).map(rejected),
  ]
  const explore = (tries: Try[]): void => {
    const next: NextAttempt = nextAttempt(situation(tries, withSecond))
    if (next.by === 'offline' || next.by === 'nobody') return
    expect(tries.length).toBeLessThan(mostTries)
    for (const failure of failures) explore([...tries, { ...failure, by: next.by }])
  }
  explore([])
})

test.each([
  ['busy', null, /overloaded or could not be reached/],
  ['cut', null, /broke off/],
  ['too_long', null, /did not fit/],
  ['invalid', null, /form that cannot be used/],
  ['refused', null, /declined/],
  ['rejected', 'key', /refused the key.*Settings/],
  ['rejected', 'model', /does not exist.*Settings/],
  ['rejected', 'request', /rejected the request.*Settings/],
] as const)('the remark after %s %s says the class', (failure, rejected_for, words) => {
  const remark = remarkOn({ failure, rejected_for }, 'offline')
  expect(remark).toMatch(words)
  expect(remark).toContain('the offline model answered.')
  if (failure !== 'busy') expect(remark).not.toMatch(/reached|overloaded/)
})

test('the remark names who answered', () => {
  expect(remarkOn('budget', 'offline')).toBe("Today's model budget is spent; the offline model answered.")
  expect(remarkOn(tried('busy'), 'second')).toMatch(/the second model answered\.$/)
})
