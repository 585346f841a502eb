import * as v from 'valibot'
import { expect, test } from 'vitest'
import { draftContext } from '../../shared/contracts/drafts.ts'
import { isOwnTicket, keyOf } from './tab-ticket.ts'

const ticket = (site: string, product = 'connectwise', ticket_id = '48291') => ({
  product,
  product_name: product,
  ticket_id,
  site,
})
const psa = (site_url: string | null) => ({ psa: { connected: site_url !== null, site_url } }) as never

test.each([
  ['https://na.myconnectwise.net', 'https://na.myconnectwise.net', true],
  ['https://na.myconnectwise.net', 'https://api-na.myconnectwise.net', true],
  ['https://eu.myconnectwise.net', 'https://api-na.myconnectwise.net', false],
  ['https://psa.acme.example', 'https://psa.acme.example/', true],
  ['https://psa.acme.example:8443', 'https://psa.acme.example', false],
  ['https://na.myconnectwise.net.evil.example', 'https://na.myconnectwise.net', false],
  ['http://127.0.0.1:8788', 'http://127.0.0.1:8788', true],
  ['https://na.myconnectwise.net', null, false],
])('a ticket on %s of the account connected to %s is its own: %s', (site, connected, own) => {
  expect(isOwnTicket(ticket(site), psa(connected))).toBe(own)
})

test('another product on the connected host is not', () => {
  expect(isOwnTicket(ticket('https://psa.acme.example', 'halopsa'), psa('https://psa.acme.example'))).toBe(
    false,
  )
})

test.each([
  ['https://acme.zendesk.com', 'zendesk', '35436'],
  ['https://ww5.autotask.net', 'autotask', 'T20240215.0042'],
  ['http://127.0.0.1:8788', 'connectwise', '48291'],
])('the draft of a ticket on %s has a place the server takes', (site, product, id) => {
  expect(v.is(draftContext, keyOf(ticket(site, product, id)))).toBe(true)
})

test('two sites with the same number are two places', () => {
  expect(keyOf(ticket('https://a.zendesk.com'))).not.toBe(keyOf(ticket('https://b.zendesk.com')))
})
