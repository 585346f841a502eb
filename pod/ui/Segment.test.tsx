// @vitest-environment happy-dom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, expect, test } from 'vitest'
import { Segment } from './Segment.tsx'

const box = document.body.appendChild(document.createElement('div'))
afterEach(() => render(null, box))
const radio = (words: string) =>
  [...box.querySelectorAll('button')].find(({ textContent }) => textContent === words)
const options = ['Notes', 'Client', 'E-mail'].map((label) => ({ value: label, label }))

async function shown(manual: boolean): Promise<string[]> {
  const chosen: string[] = []
  const onChange = (value: string) => void chosen.push(value)
  await act(() =>
    render(<Segment label="Who" value="Notes" options={options} onChange={onChange} manual={manual} />, box),
  )
  radio('Notes')?.focus()
  return chosen
}
const arrow = (key: string) =>
  act(() => {
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  })

test('arrows choose as they move', async () => {
  const chosen = await shown(false)
  await arrow('ArrowRight')
  expect(chosen).toEqual(['Client'])
  expect(document.activeElement).toBe(radio('Client'))
})

test('where a choice costs something, arrows move past it and only a press chooses', async () => {
  const chosen = await shown(true)
  await arrow('ArrowRight')
  await arrow('ArrowRight')
  expect(document.activeElement).toBe(radio('E-mail'))
  await arrow('ArrowRight')
  await arrow('ArrowLeft')
  expect(chosen).toEqual([])
  await act(() => radio('E-mail')?.click())
  expect(chosen).toEqual(['E-mail'])
})
