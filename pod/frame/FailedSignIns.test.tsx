// @vitest-environment happy-dom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { expect, test } from 'vitest'
import { FailedSignIns } from './FailedSignIns.tsx'

test('what Ben has hidden is still shown to Cleo, who signs in after him', async () => {
  const box = document.body.appendChild(document.createElement('div'))
  const show = (user_id: string, last_at: string) =>
    act(() => render(<FailedSignIns user_id={user_id} failed={{ count: 4, last_at }} />, box))
  await show('ben', '2026-11-03T10:00:00.000Z')
  await act(() => box.querySelector('button')?.click())
  expect(box.textContent).toBe('')
  await show('cleo', '2026-11-03T09:00:00.000Z')
  expect(box.textContent).toContain('4 wrong passwords')
  await show('ben', '2026-11-03T10:00:00.000Z')
  expect(box.textContent).toBe('')
  await show('ben', '2026-11-03T11:00:00.000Z')
  expect(box.textContent).toContain('4 wrong passwords')
})
