// @vitest-environment happy-dom
import { render } from 'preact'
import { expect, test } from 'vitest'
import { FullRemark } from './FullRemark.tsx'

test('says that a field is full, and nothing before', () => {
  const box = document.createElement('div')
  render(<FullRemark value={'x'.repeat(999)} most={1_000} />, box)
  expect(box.textContent).toBe('')
  render(<FullRemark value={'x'.repeat(1_000)} most={1_000} />, box)
  expect(box.querySelector('[role=status]')?.textContent).toContain('only the first 1,000 characters')
})
