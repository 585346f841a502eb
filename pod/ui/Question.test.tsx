// @vitest-environment happy-dom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, expect, test } from 'vitest'
import { AskFirst } from './Question.tsx'

const box = document.body.appendChild(document.createElement('div'))
afterEach(() => render(null, box))
const button = (words: string) =>
  [...box.querySelectorAll('button')].find(({ textContent }) => textContent === words)
const press = (words: string) => act(async () => button(words)?.click())

test('Ada is told what is lost before it is, and goes back to where she was', async () => {
  let removals = 0
  const part = (
    <AskFirst
      opens="Remove"
      act="Remove provider"
      says="Nobody comes by it any more."
      busy={false}
      onAct={() => removals++}
    />
  )
  await act(() => render(part, box))
  await press('Remove…')
  expect(removals).toBe(0)
  expect(box.textContent).toContain('Nobody comes by it any more.')
  expect(document.activeElement).toBe(button('Keep'))
  await act(() => {
    button('Keep')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  })
  expect(document.activeElement).toBe(button('Remove…'))
  await press('Remove…')
  await press('Remove provider')
  expect(removals).toBe(1)
  expect(button('Remove…')).toBeDefined()
})
