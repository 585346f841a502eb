// @vitest-environment happy-dom
import { Ellipsis } from 'lucide-preact'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { Menu } from './Menu.tsx'

const popovers = HTMLElement.prototype as { showPopover?: (() => void) | undefined }
const own = popovers.showPopover
afterEach(() => {
  popovers.showPopover = own
})

test.each([
  ['with', vi.fn()],
  ['without', undefined],
])('in a browser %s popovers it opens beside its button, and Escape closes it', async (_, showPopover) => {
  popovers.showPopover = showPopover
  const box = document.body.appendChild(document.createElement('div'))
  box.className = 'pod-root'
  const onPick = vi.fn()
  const items = [{ heading: 'What it is' }, { label: 'Confirmed', onPick }]
  render(<Menu label="More" icon={Ellipsis} items={items} />, box)
  const menu = () => box.querySelector<HTMLElement>('[role=menu]')
  await act(() => box.querySelector('button')?.click())
  expect(menu()?.style.top).toMatch(/px$/)
  expect(menu()?.textContent).toContain('What it is')
  expect(document.activeElement?.textContent).toBe('Confirmed')
  if (showPopover) expect(showPopover).toHaveBeenCalledOnce()
  await act(() => {
    menu()?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  })
  expect(menu()).toBeNull()
  await act(() => box.querySelector('button')?.click())
  await act(() => box.querySelector<HTMLElement>('[role=menuitem]')?.click())
  expect(onPick).toHaveBeenCalledOnce()
  box.remove()
})
