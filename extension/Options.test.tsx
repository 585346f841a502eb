// @vitest-environment happy-dom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { createOptions } from './features/options-model.ts'
import { Options } from './Options.tsx'
import { useBrowser } from './testing.ts'

useBrowser()
const box = document.body.appendChild(document.createElement('div'))
afterEach(() => {
  render(null, box)
  vi.restoreAllMocks()
})

test('a part of the options that fails is named; the others work on', async () => {
  const line = vi.spyOn(console, 'error').mockImplementation(() => {})
  const model = createOptions()
  const broken = Object.defineProperty({ ...model }, 'sites', {
    get: () => {
      throw new TypeError('not readable')
    },
  })
  await act(() => render(<Options model={broken} />, box))
  expect(box.querySelector('[role=alert]')?.textContent).toContain('The followed sites could not be shown.')
  expect(line).toHaveBeenCalledWith('FlowPilot failed: part="The followed sites" error=TypeError')
  expect(box.querySelector('[aria-label="Address of the FlowPilot server"]')).not.toBeNull()
  expect(box.querySelectorAll('[type=checkbox]').length).toBeGreaterThan(0)
})
