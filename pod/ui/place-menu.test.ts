import { expect, test } from 'vitest'
import { placeMenu } from './place-menu.ts'

const button = (left: number, top: number) => ({ left, top, right: left + 24, bottom: top + 24 })
const pod = { left: 0, top: 0, right: 380, bottom: 300 }
const menu = { width: 200, height: 120 }

test('below its button, ending at the same right edge', () => {
  expect(placeMenu(button(300, 40), menu, pod, 'right')).toEqual({ left: 124, top: 68, maxHeight: 292 })
  expect(placeMenu(button(20, 40), menu, pod, 'left')).toMatchObject({ left: 20, top: 68 })
})

test('above it where there is no room below', () => {
  expect(placeMenu(button(300, 250), menu, pod, 'right').top).toBe(126)
})

test('in a low pod it lies over its button, whole and within the pod', () => {
  const high = { width: 200, height: 220 }
  expect(placeMenu(button(300, 120), high, pod, 'right').top).toBe(76)
  expect(placeMenu(button(300, 120), { ...high, height: 900 }, pod, 'right')).toMatchObject({
    top: 4,
    maxHeight: 292,
  })
})

test('never beyond the sides', () => {
  expect(placeMenu(button(10, 40), menu, pod, 'right').left).toBe(4)
  expect(placeMenu(button(350, 40), menu, pod, 'left').left).toBe(176)
})
