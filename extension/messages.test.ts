import { describe, expect, test } from 'vitest'
import { receive } from './messages.ts'
import { ownId, useBrowser } from './testing.ts'

useBrowser()

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
  url: 'https://na.myconnectwise.net/v4_6_release/ConnectWise.aspx?routeTo=ServiceFV&recid=48291',
  origin: 'https://na.myconnectwise.net',
  frameId: 0,
  tab: { id: 7 },
}
const panel = {
  id: ownId,
  url: `chrome-extension://${ownId}/sidepanel.html`,
  origin: `chrome-extension://${ownId}`,
}
const seen = { kind: 'ticket_seen', ticket }

test('a ticket page may tell its ticket, under the address that the browser knows it by', () => {
  expect(receive(seen, page)).toMatchObject({
    from: 'page',
    tab_id: 7,
    origin: 'https://na.myconnectwise.net',
  })
  expect(receive({ kind: 'ticket_seen', ticket: null }, page)).toMatchObject({ message: { ticket: null } })
  expect(receive({ kind: 'panel_wanted' }, page)).toMatchObject({ message: { kind: 'panel_wanted' } })
})

test('our own pages are heard, in a panel or in a tab', () => {
  expect(receive({ kind: 'token_wanted' }, panel)).toEqual({
    from: 'panel',
    message: { kind: 'token_wanted' },
  })
  const options = { ...panel, url: `chrome-extension://${ownId}/options.html`, tab: { id: 9 }, frameId: 0 }
  expect(receive({ kind: 'sign_out_wanted' }, options)).toMatchObject({ from: 'panel' })
})

describe('is not heard', () => {
  const cases: [string, unknown, object][] = [
    ['another extension', { kind: 'token_wanted' }, { ...panel, id: 'a'.repeat(32) }],
    ['another extension under our address', seen, { ...page, id: undefined }],
    ['a page that asks for a token', { kind: 'token_wanted' }, page],
    ['a page that signs out', { kind: 'sign_out_wanted' }, page],
    [
      'a page that claims to be ours in its path',
      { kind: 'token_wanted' },
      { ...page, url: `https://evil.example/chrome-extension://${ownId}/`, origin: 'https://evil.example' },
    ],
    [
      'a page whose name begins like ours',
      { kind: 'token_wanted' },
      { ...page, origin: `chrome-extension://${ownId}.evil.example` },
    ],
    ['a frame within a page', seen, { ...page, frameId: 3 }],
    ['a page without a tab', seen, { ...page, tab: undefined }],
    ['a sender without an address', seen, { ...page, url: undefined }],
    ['our panel when it tells tickets', seen, panel],
    ['an unknown kind', { kind: 'everything_wanted' }, panel],
    ['no object', 'token_wanted', panel],
    ['null', null, panel],
    ['a ticket number that is none', { ...seen, ticket: { ...ticket, ticket_id: '<img src=x>' } }, page],
    ['a ticket number too long', { ...seen, ticket: { ...ticket, ticket_id: '1'.repeat(41) } }, page],
    ['a ticket with a certainty of its own', { ...seen, ticket: { ...ticket, certainty: 'sworn' } }, page],
  ]
  test.each(cases)('%s', (_name, message, sender) => {
    expect(receive(message, sender)).toBeNull()
  })
})

test('what a message carries beside its form is left behind', () => {
  const received = receive({ ...seen, ticket: { ...ticket, cookies: 'memberHash=1' }, note: 'x' }, page)
  expect(JSON.stringify(received)).not.toMatch(/memberHash|note/)
})
