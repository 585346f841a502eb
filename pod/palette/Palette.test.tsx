// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { render } from 'preact'
import { act as settle } from 'preact/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { act, useActs } from '../acts/acts.ts'
import { type Pod, PodContext } from '../pod.ts'
import { Palette } from './Palette.tsx'

const root = document.body.appendChild(document.createElement('div'))
/** A pod on a ticket: it has no other cases to search. */
const pod = { host: { kind: 'pod' }, me: signal(null) } as unknown as Pod
let done: string[] = []
let isOpen = true

function Screen() {
  useActs('case', () => [
    act('share', { run: () => done.push('share') }),
    act('shareFor', { note: 'client', run: () => done.push('share client') }),
    act('undo', { why: () => 'There is nothing to undo.', run: () => done.push('undo') }),
  ])
  return null
}

beforeEach(async () => {
  done = []
  isOpen = true
  await settle(() =>
    render(
      <PodContext.Provider value={pod}>
        <Screen />
      </PodContext.Provider>,
      root,
    ),
  )
  await settle(() =>
    render(
      <PodContext.Provider value={pod}>
        <Screen />
        <Palette
          onClose={() => {
            isOpen = false
          }}
        />
      </PodContext.Provider>,
      root,
    ),
  )
})
afterEach(() => render(null, root))

const box = () => root.querySelector('input') as HTMLInputElement
const type = (words: string) =>
  settle(() => {
    box().value = words
    box().dispatchEvent(new Event('input', { bubbles: true }))
  })
const press = (key: string) =>
  settle(() => {
    box().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  })
const rows = () => [...root.querySelectorAll('[role=option]')].map(({ textContent }) => textContent)
const active = () => document.getElementById(box().getAttribute('aria-activedescendant') ?? '')?.textContent

test('the box names the row that Enter would run; arrows stop at the ends', async () => {
  expect(rows()).toHaveLength(3)
  await press('ArrowUp')
  expect(active()).toContain('Share Update')
  await press('PageDown')
  expect(active()).toContain('Undo')
  await type('cl')
  expect(rows()).toEqual(['Share Update client'])
})

test('Enter closes, then runs; what cannot be done says why and stays', async () => {
  await type('undo')
  expect(rows()[0]).toContain('There is nothing to undo.')
  await press('Enter')
  expect([isOpen, done]).toEqual([true, []])
  await type('sh cl')
  await press('Enter')
  expect(isOpen).toBe(false)
  await vi.waitFor(() => expect(done).toEqual(['share client']))
})
