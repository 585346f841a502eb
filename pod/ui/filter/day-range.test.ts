import { expect, test } from 'vitest'
import { dayRange } from './day-range.ts'

const local = (...parts: [number, number, number]) => new Date(...parts).toISOString()

test('days are whole days of whoever looks, the last one included', () => {
  expect(dayRange({ from: '2026-11-01', to: '2026-11-30' })).toEqual({
    from: local(2026, 10, 1),
    to: local(2026, 11, 1),
  })
  expect(dayRange({ to: '2026-12-31' })).toEqual({ to: local(2027, 0, 1) })
})

test.each(['', '2026-11', 'tomorrow', '0002-11-03', '12026-11-03'])('no day: %s', (day) => {
  expect(dayRange({ from: day, to: day })).toEqual({})
})
