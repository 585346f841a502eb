import { expect, test } from 'vitest'
import { scrollBy } from './keep-in-sight.ts'

const view = { top: 100, bottom: 300 }

test.each([
  ['inside stays', { top: 120, bottom: 200 }, 0],
  ['above comes down to the top', { top: 40, bottom: 90 }, -60],
  ['below comes up to the end', { top: 290, bottom: 340 }, 40],
  ['higher than the view shows its beginning', { top: 150, bottom: 500 }, 50],
])('a row %s', (_, box, by) => {
  expect(scrollBy(box, view)).toBe(by)
})
