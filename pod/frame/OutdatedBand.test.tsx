// @vitest-environment happy-dom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApi } from '../line/api.ts'
import { outdated, seeBuild, setOwnBuild } from '../line/outdated.ts'
import { type Pod, PodContext } from '../pod.ts'
import { OutdatedBand } from './OutdatedBand.tsx'

let kept: Map<string, string>
const reload = vi.fn()
beforeEach(() => {
  kept = new Map()
  reload.mockReset()
  startOver('b1')
})
afterEach(() => {
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})

/** What a reload leaves: the memory of the browser, and the page of this build. */
function startOver(build: string) {
  setOwnBuild(build)
  outdated.value = null
  document.body.innerHTML = ''
}

function page() {
  const host = {
    recall: (key: string) => kept.get(key) ?? null,
    remember: (key: string, value: string) => void kept.set(key, value),
    reload,
  }
  const box = document.body.appendChild(document.createElement('div'))
  const field = document.body.appendChild(document.createElement('textarea'))
  const draw = () =>
    act(() =>
      render(
        <PodContext.Provider value={{ host } as unknown as Pod}>
          {outdated.value && <OutdatedBand {...outdated.value} />}
        </PodContext.Provider>,
        box,
      ),
    )
  const press = (label: string) =>
    act(() => [...box.querySelectorAll('button')].find(({ textContent }) => textContent === label)?.click())
  return { box, field, draw, press }
}
const words = 'A newer FlowPilot is here'

test('an answer of the server tells of another build, once for each', async () => {
  vi.stubGlobal('fetch', async () => new Response('{}', { headers: { 'x-flowpilot-build': 'b2' } }))
  const api = createApi({ base_url: '', accessToken: async () => 't', renew: async () => 't' })
  await api.send('http://fp.example/x')
  const first = outdated.value
  expect(first).toEqual({ build: 'b2', missing: false })
  await api.send('http://fp.example/x')
  expect(outdated.value).toBe(first)
})

test.each(['b1', '', null])('build %j is no other one', (build) => {
  seeBuild(build)
  expect(outdated.value).toBeNull()
})

test('reloading is offered and never done by itself; what was offered is not offered again', async () => {
  const { box, draw, press } = page()
  seeBuild('b2')
  await draw()
  expect(box.textContent).toContain(words)
  expect(reload).not.toHaveBeenCalled()
  await press('Reload')
  expect(reload).toHaveBeenCalledOnce()

  // the old page once more: a cache, or a server that is not updated yet
  startOver('b1')
  const again = page()
  seeBuild('b2')
  await again.draw()
  expect(again.box.textContent).toBe('')
})

test('the new page does not take a server that is still on the old build for a newer one', async () => {
  const { draw, press } = page()
  seeBuild('b2')
  await draw()
  await press('Reload')
  startOver('b2')
  const renewed = page()
  seeBuild('b1')
  await renewed.draw()
  expect(renewed.box.textContent).toBe('')
  seeBuild('b3')
  await renewed.draw()
  expect(renewed.box.textContent).toContain(words)
})

test('later means later, until a part of the page is gone', async () => {
  const { box, draw, press } = page()
  seeBuild('b2')
  await draw()
  await press('Later')
  expect(box.textContent).toBe('')
  expect(reload).not.toHaveBeenCalled()
  startOver('b1')
  const again = page()
  seeBuild('b2', true)
  await again.draw()
  expect(again.box.textContent).toContain(words)
})

test('nobody is interrupted in the middle of a text', async () => {
  const { box, field, draw } = page()
  field.focus()
  field.value = 'The queue builds at'
  seeBuild('b2')
  await draw()
  expect(box.textContent).toBe('')
  // sent: the field is empty, and still has the focus
  field.value = ''
  await act(() => void field.dispatchEvent(new Event('keyup', { bubbles: true })))
  expect(box.textContent).toContain(words)
  field.value = 'next'
  await act(() => void field.dispatchEvent(new Event('input', { bubbles: true })))
  expect(box.textContent).toContain(words)
})
