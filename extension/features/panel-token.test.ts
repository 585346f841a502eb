import { expect, test, vi } from 'vitest'
import { browser } from 'wxt/browser'
import type { PanelAnswer } from '../messages.ts'
import { serverUrl, useBrowser } from '../testing.ts'
import { createPanelToken } from './panel-token.ts'

useBrowser()

const answers = (given: PanelAnswer) =>
  vi.spyOn(browser.runtime, 'sendMessage').mockImplementation(async () => given)
const token = (server_url: string): PanelAnswer => ({
  kind: 'token',
  access_token: 'a1',
  left_s: 600,
  server_url,
})

test('the token is kept in memory while it is good', async () => {
  const asked = answers(token(serverUrl))
  const moved = vi.fn()
  const panel = createPanelToken(serverUrl, {}, moved)
  expect([await panel.get(), await panel.get()]).toEqual(['a1', 'a1'])
  expect([asked.mock.calls.length, moved.mock.calls.length]).toEqual([1, 0])
})

test('a token of another server is never used on this one', async () => {
  answers(token('https://managed.acme.example'))
  const moved = vi.fn()
  const panel = createPanelToken(serverUrl, {}, moved)
  await expect(panel.get()).rejects.toMatchObject({ code: 'unreachable' })
  expect(await panel.signIn()).not.toBeNull()
  expect([panel.last(), panel.signed_in.value]).toEqual([null, 'waiting'])
  expect(moved).toHaveBeenCalled()
  panel.stop()
})
