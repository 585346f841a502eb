import { beforeEach, expect, test } from 'vitest'
import { browser } from 'wxt/browser'
import { read, ticketOfTab } from '../storage.ts'
import { useBrowser } from '../testing.ts'
import { keepTicket } from './tab-tickets.ts'

useBrowser()
beforeEach(() => browser.storage.session.clear())

const ticket = (ticket_id: string) => ({
  product: 'connectwise',
  product_name: 'ConnectWise',
  ticket_id,
  site: 'https://na.myconnectwise.net',
  certainty: 'shown' as const,
  needs_grant: false,
})

// a worker that has to start first is handed everything said meanwhile at the same moment
test('of what a page said in a row the last counts', async () => {
  await keepTicket(1, ticket('48291'))
  await Promise.all([keepTicket(1, ticket('48301')), keepTicket(1, ticket('48291'))])
  expect(await read(ticketOfTab(1))).toEqual(ticket('48291'))
  await Promise.all([keepTicket(2, ticket('48291')), keepTicket(2, null)])
  expect(await read(ticketOfTab(2))).toBeNull()
})
