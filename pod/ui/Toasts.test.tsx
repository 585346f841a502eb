// @vitest-environment happy-dom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LiveRegion } from './LiveRegion.tsx'
import { ToastList } from './ToastList.tsx'
import { toast } from './Toasts.tsx'

const box = document.body.appendChild(document.createElement('div'))
const stack = box.appendChild(document.createElement('div'))
beforeEach(async () => {
  vi.useFakeTimers()
  await act(() =>
    render(
      <>
        <LiveRegion />
        <ToastList />
      </>,
      stack,
    ),
  )
})
afterEach(async () => {
  await pass(60_000)
  vi.useRealTimers()
  render(null, stack)
})

const pass = (ms: number) => act(() => void vi.advanceTimersByTime(ms))
const say = (...said: Parameters<typeof toast>) => act(() => void toast(...said))
const button = (words: string) =>
  [...box.querySelectorAll('button')].find((each) => (each.textContent || each.title) === words)
const row = () => button('Undo')?.parentElement
const hear = (kind: string) => act(() => void row()?.dispatchEvent(new Event(kind)))
const isShown = () => row() !== undefined
const undoable = async (onEnd = () => {}) =>
  say('Fact removed: It rains', { action: { label: 'Undo', onPress: () => {} }, onEnd })

test('an offer to undo stands for eight seconds, then it ends once', async () => {
  const onEnd = vi.fn()
  await undoable(onEnd)
  await pass(7_900)
  expect(isShown()).toBe(true)
  expect(onEnd).not.toHaveBeenCalled()
  await pass(200)
  expect(isShown()).toBe(false)
  expect(onEnd).toHaveBeenCalledTimes(1)
})

test.each([
  ['under the pointer', 'pointerenter', 'pointerleave'],
  ['with the focus', 'focusin', 'focusout'],
])('%s its time stands still, and two seconds are left at least', async (_, comes, goes) => {
  await undoable()
  await pass(7_900)
  await hear(comes)
  await pass(60_000)
  expect(isShown()).toBe(true)
  await hear(goes)
  await pass(1_900)
  expect(isShown()).toBe(true)
  await pass(200)
  expect(isShown()).toBe(false)
})

test('one that was sent away under the pointer holds up no other', async () => {
  await undoable()
  await hear('pointerenter')
  await act(() => button('Dismiss')?.click())
  await say('Copied')
  expect(button('Dismiss')).toBeDefined()
  await pass(4_100)
  expect(button('Dismiss')).toBeUndefined()
})

test('it is said once; an error says itself and stays', async () => {
  await say('Address copied')
  expect(box.querySelector('[role=status]')?.textContent).toBe('Address copied')
  expect(box.querySelectorAll('[role=status], [aria-live]')).toHaveLength(1)
  await say('Copying is not allowed here.', { tone: 'bad' })
  expect(box.querySelector('[role=status]')?.textContent).toBe('Address copied')
  await pass(60_000)
  expect(box.querySelector('[role=alert]')?.textContent).toContain('Copying is not allowed here.')
  await act(() => button('Dismiss')?.click())
  expect(box.querySelector('[role=alert]')).toBeNull()
})
