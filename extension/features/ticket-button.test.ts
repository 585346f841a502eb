import { expect, test } from 'vitest'
import { besidePod } from './ticket-button.ts'

const view = { width: 1440, height: 900 }
const button = { width: 100, height: 34 }
const box = (left: number, top: number, width: number, height: number) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
})
const usual = { right: 0, bottom: 96 }

test.each([
  ['no pod', null, usual],
  ['a pod at the right edge: at its left', box(1020, 60, 420, 840), { right: 420, bottom: 96 }],
  ['a pod below, as wide as the page: above it', box(0, 600, 1440, 300), { right: 0, bottom: 308 }],
  ['a pod that ends above it', box(1020, 60, 420, 600), usual],
  ['a pod at the left edge', box(0, 60, 420, 840), usual],
  ['a pod scrolled out below', box(1020, 900, 420, 840), usual],
])('%s', (_, pod, place) => {
  expect(besidePod(pod, button, view)).toEqual(place)
})
