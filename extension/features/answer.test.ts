import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { settings, ticketOfTab, write } from '../storage.ts'
import { ownId, useBrowser } from '../testing.ts'
import { answerMessages } from './answer.ts'
import type { TokenKeeper } from './keep-token.ts'

useBrowser()
beforeEach(() => answerMessages({} as TokenKeeper))
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
