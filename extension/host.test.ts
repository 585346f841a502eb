import { beforeEach, expect, test, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { createPanelHost } from './host.ts'
import { pinOfWindow, read, who, write } from './storage.ts'
import { ben, serverUrl, useBrowser } from './testing.ts'

const cleo = { id: '0198a000-0000-7000-8000-00000000c1e0', name: 'Cleo Marchetti' }
const pin = { session_id: '0198a000-0000-7000-8000-0000000ca5e0', ticket_id: '48291' }

useBrowser()
beforeEach(async () => {
  await browser.storage.session.clear()
  Object.assign(browser.scripting, { executeScript: async () => [] })
  vi.spyOn(browser.runtime, 'sendMessage').mockImplementation(async () => ({
    kind: 'obstacle',
    code: 'not_signed_in',
  }))
})

/** A panel of window 1, opened while `user` is signed in. */
async function openPanel(user: typeof ben | null) {
  await write(who, { user, word: null })
  const reload = vi.fn()
  const host = createPanelHost({ location: { reload } } as unknown as Window, {
    base_url: serverUrl,
    window_id: 1,
    user_id: user?.id ?? null,
    pin: user && (await read(pinOfWindow(1, user.id))),
  })
  const stop = host.start()
  const { panel } = host
  if (!panel) throw new Error('no panel')
  return { panel, stop, reload }
}

test('a case is kept for the person who kept it, and for nobody who signs in after', async () => {
  const first = await openPanel(ben)
  first.panel.setPin(pin)
  first.stop()
  expect((await openPanel(cleo)).panel.pin.value).toBeNull()
  expect((await openPanel(ben)).panel.pin.value).toEqual(pin)
})

test('a panel opened by nobody finds what its person had kept', async () => {
  const first = await openPanel(ben)
  first.panel.setPin(pin)
  first.stop()
  const { panel, reload } = await openPanel(null)
  await write(who, { user: ben, word: null })
  await vi.waitFor(() => expect(panel.pin.value).toEqual(pin))
  expect(reload).not.toHaveBeenCalled()
})

test('another person’s sign-in begins with an empty screen', async () => {
  const { reload } = await openPanel(ben)
  await write(who, { user: null, word: null })
  await write(who, { user: cleo, word: null })
  await vi.waitFor(() => expect(reload).toHaveBeenCalled())
})
