import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { eventPlace, read, settings, ticketOfTab, who, write } from '../storage.ts'
import { ben, ownId, serverUrl, useBrowser, useServer } from '../testing.ts'
import { answerMessages } from './answer.ts'
import type { TokenKeeper } from './keep-token.ts'

const stubs = useBrowser()
const keeper = {
  give: async () => ({ kind: 'token', access_token: 'a', left_s: 600 }),
} as unknown as TokenKeeper
beforeEach(() => answerMessages(keeper))
afterEach(() => vi.unstubAllEnvs())

const ticket = {
  product: 'connectwise',
  product_name: 'ConnectWise',
  ticket_id: '48291',
  site: 'https://na.myconnectwise.net',
  certainty: 'shown',
  needs_grant: false,
}
const page = {
  id: ownId,
  url: 'https://na.myconnectwise.net/',
  frameId: 0,
  tab: { id: 7 },
} as Browser.runtime.MessageSender

const seen = () =>
  new Promise((resolve) => {
    void fakeBrowser.runtime.onMessage.trigger({ kind: 'ticket_seen', ticket }, page, resolve)
  })

test('a ticket page is offered the small button until that is switched off', async () => {
  expect(await seen()).toEqual({ button: true })
  await write(settings, { ...settings.empty, ticket_button: false })
  expect(await seen()).toEqual({ button: false })
})

test('no button in Firefox, where its press could open nothing; the ticket is kept all the same', async () => {
  vi.stubEnv('FIREFOX', 'true')
  expect(await seen()).toEqual({ button: false })
  const { key } = ticketOfTab(7)
  expect(await fakeBrowser.storage.session.get(key)).toMatchObject({
    [key]: { value: { ticket_id: '48291' } },
  })
})

test('a press on a page is told whether the browser opened the panel', async () => {
  const press = () =>
    new Promise((resolve) => {
      void fakeBrowser.runtime.onMessage.trigger({ kind: 'panel_wanted' }, page, resolve)
    })
  const open = vi.fn(async () => {})
  Object.assign(fakeBrowser, { sidePanel: { open } })
  expect(await press()).toEqual({ opened: true })
  expect(open).toHaveBeenCalledWith({ tabId: 7 })
  open.mockRejectedValue(new Error('may only be called in response to a user gesture'))
  expect(await press()).toEqual({ opened: false })
})

const panel = {
  id: ownId,
  url: `chrome-extension://${ownId}/sidepanel.html`,
  origin: `chrome-extension://${ownId}`,
} as Browser.runtime.MessageSender

const panelHears = (event: string, id: string, data: unknown) =>
  new Promise((resolve) => {
    void fakeBrowser.runtime.onMessage.trigger({ kind: 'event_heard', event, id, data }, panel, resolve)
  })

test('what a panel hears is notified of by the same kinds, and the place is kept for when it closes', async () => {
  stubs.granted.add('notifications')
  await write(settings, { ...settings.empty, server_url: serverUrl })
  await write(who, { user: ben, word: null })
  const post = { kind: 'note', user_id: ben.id, session_id: 's1', ticket_id: '48291', state: 'rejected' }
  const times = { created_at: '2026-11-20T14:00:00.000Z', posted_at: null }
  useServer(() => ({ body: { ...post, ...times, id: 'p1', explanation: 'Look at it.' } }))
  const changed = { post_id: 'p1', session_id: 's1', state: 'rejected' }
  expect(await panelHears('post.changed', '43', changed)).toEqual({ kind: 'done' })
  expect(await panelHears('session.changed', '44', { session_id: 's1', state_version: 3 })).toEqual({
    kind: 'done',
  })
  expect(stubs.notices.map(({ title }) => title)).toEqual(['Your note on #48291 was not posted'])
  expect(await read(eventPlace)).toMatchObject({ user_id: ben.id, last_id: '44' })
})
