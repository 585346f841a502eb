// @vitest-environment happy-dom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { expect, test } from 'vitest'
import type { Task } from '../../shared/contracts/tasks.ts'
import { type Pod, PodContext } from '../pod.ts'
import { Command } from './Command.tsx'

test('a long command unfolds and folds on a press', async () => {
  const box = document.body.appendChild(document.createElement('div'))
  const task = { command: 'Get-QuarantineMessage | Format-Table Received, Subject', source: 'flow' } as Task
  render(
    <PodContext.Provider value={{ host: {} } as Pod}>
      <Command task={task} />
    </PodContext.Provider>,
    box,
  )
  const button = box.querySelector<HTMLButtonElement>('[aria-expanded]')
  const press = () => act(() => button?.click())
  expect(button?.getAttribute('aria-expanded')).toBe('false')
  await press()
  expect(button?.getAttribute('aria-expanded')).toBe('true')
  expect(button?.textContent).toBe(task.command)
  await press()
  expect(button?.getAttribute('aria-expanded')).toBe('false')
})
