// @vitest-environment happy-dom
import { Plus } from 'lucide-preact'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { Button, IconButton } from './Button.tsx'
import { LiveRegion } from './LiveRegion.tsx'

const box = document.body.appendChild(document.createElement('div'))
afterEach(() => render(null, box))
const why = 'Owners set this.'
const tip = () => document.querySelector('body > div > [popover]')?.textContent
const press = async () => {
  await act(() => box.querySelector('button')?.click())
}

test.each([
  [
    'a button',
    (onPress: () => void, reason?: string) => <Button why={reason} onPress={onPress} children="Save" />,
  ],
  [
    'a sign',
    (onPress: () => void, reason?: string) => (
      <IconButton icon={Plus} label="Add" why={reason} onPress={onPress} />
    ),
  ],
])('%s that cannot be pressed stays in reach, and a press says why', async (_, draw) => {
  const onPress = vi.fn()
  await act(() =>
    render(
      <>
        <LiveRegion />
        {draw(onPress, why)}
      </>,
      box,
    ),
  )
  const button = box.querySelector('button')
  expect(button?.disabled).toBe(false)
  expect(button?.getAttribute('aria-disabled')).toBe('true')
  expect(button?.getAttribute('aria-description')).toBe(why)
  await press()
  await vi.waitUntil(() => tip() === why)
  expect(onPress).not.toHaveBeenCalled()
  await act(() => {})
  expect(box.querySelector('[role=status]')?.textContent).toContain(why)
  document.dispatchEvent(new Event('keydown'))
  expect(tip()).toBeUndefined()
  await act(() => render(draw(onPress), box))
  await press()
  expect(onPress).toHaveBeenCalledTimes(1)
})

test('a button that cannot be pressed shows no key', async () => {
  await act(() => render(<Button why={why} keys="U" children="Share" />, box))
  expect(box.textContent).toBe('Share')
  await act(() => render(<Button keys="U" children="Share" />, box))
  expect(box.textContent).toBe('ShareU')
})

test('of two reasons the later one stands alone', async () => {
  await act(() => render(<Button why={why}>Save</Button>, box))
  await press()
  await vi.waitUntil(() => tip() === why)
  await act(() => render(<Button why="Nothing was changed.">Save</Button>, box))
  await press()
  await vi.waitUntil(() => tip() === 'Nothing was changed.')
  expect(document.querySelectorAll('body > div > [popover]')).toHaveLength(1)
  document.dispatchEvent(new Event('pointerdown'))
  expect(tip()).toBeUndefined()
})

test('a busy one says nothing', async () => {
  const onPress = vi.fn()
  await act(() =>
    render(
      <Button busy onPress={onPress}>
        Save
      </Button>,
      box,
    ),
  )
  await press()
  expect(onPress).not.toHaveBeenCalled()
  expect(box.querySelector('button')?.hasAttribute('aria-description')).toBe(false)
})
