import { expect, test } from 'vitest'
import { activeMinutes } from './durations.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 4, 4, 14, minute)).toISOString()

test('minutes are the gaps between acts, without breaks and without pauses', () => {
  expect(activeMinutes([])).toBe(0)
  expect(activeMinutes([at(0)])).toBe(1)
  expect(activeMinutes([at(0), at(8), at(40), at(45)])).toBe(13)
  // paused at 3, resumed at 9
  const acts = [at(0), at(3), at(9), at(14)]
  expect(activeMinutes(acts)).toBe(14)
  expect(activeMinutes(acts, [{ from: at(3), to: at(9) }])).toBe(8)
})

test('what somebody does while the case is paused counts only until and from its pause', () => {
  const pause = [{ from: at(3), to: at(20) }]
  expect(activeMinutes([at(0), at(6), at(12), at(18), at(24)], pause)).toBe(7)
  expect(activeMinutes([at(0), at(6), at(12)], [{ from: at(3), to: null }])).toBe(3)
})
