// @vitest-environment happy-dom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { expect, test, vi } from 'vitest'
import { EditableValue } from './EditableValue.tsx'

test('a long value is edited as a whole; Enter saves it as one line', async () => {
  const box = document.body.appendChild(document.createElement('div'))
  const onSave = vi.fn()
  render(
    <EditableValue label="Hypothesis" value="A rule is too wide" placeholder="None" onSave={onSave} />,
    box,
  )
  await act(() => box.querySelector('button')?.click())
  const area = box.querySelector('textarea')
  if (!area) throw new Error('no field')
  expect(document.activeElement).toBe(area)
  await act(() => {
    area.value = 'A rule is too wide\n and holds mail'
    area.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await act(() => {
    area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  })
  expect(onSave).toHaveBeenCalledExactlyOnceWith('A rule is too wide and holds mail')
})
