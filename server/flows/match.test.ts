import { expect, test } from 'vitest'
import { flowByKey, nodeAt } from './find.ts'
import { matchFlow } from './match.ts'

const email = 'email-not-arriving'
test.each<[string, string]>([
  ['Outlook not receiving mail since this morning', email],
  ['Mail from outside not arriving', email],
  ["We haven't received any emails from customers since yesterday", email],
  ["Ann doesn't get e-mails from one supplier", email],
  ['Emails to us bounce with 550 5.7.1', email],
  ['Customer says his message came back undeliverable', email],
  ['Missing emails - checked inbox and junk', email],
  ['Mails of a supplier land in quarantine, please release', email],
  ['E-mails are delayed by hours, mail delay for everyone', email],
  ['Sent mails stuck in outbox, not going out', email],
  ['Newsletter from our bank goes to junk in Outlook', email],
  ['Mails to one customer come back with 5.4.1', email],
  ['Outlook problem comes back every morning', 'general'],
  ['VPN does not connect from home', 'vpn'],
  ['FortiClient error -14 permission denied', 'vpn'],
  ['AnyConnect drops every hour', 'vpn'],
  ['GlobalProtect: connected but no access to file shares', 'vpn'],
  ['Cannot connect to VPN, error 809', 'vpn'],
  ["VPN won't connect after Windows update, Outlook works fine", 'vpn'],
  ['Printer on the second floor prints blank pages', 'general'],
  ['Outlook crashes when opening an attachment', 'general'],
  ['Scan to email does not work on the Ricoh printer', 'general'],
  ['New user: please set up mailbox and laptop', 'general'],
  ['E-mail signature shows the wrong phone number in Outlook', 'general'],
  ['Password reset for the mail account', 'general'],
  ['Remote desktop session freezes', 'general'],
  ['Quote for VPN licences renewal, new user order', 'general'],
  ['Teams calls have no sound', 'general'],
  ['PC is slow', 'general'],
  ['', 'general'],
])('“%s” is a case for %s', (text, key) => {
  const { flow, score } = matchFlow(text)
  expect(flow.key).toBe(key)
  expect(score > 0).toBe(key !== 'general')
})

test('a very long text is matched by its beginning', () => {
  expect(matchFlow(`VPN does not connect. ${'x '.repeat(200_000)}`).flow.key).toBe('vpn')
})

test('flows are found by key; an older version gives the newest, an unknown key nothing', () => {
  expect(flowByKey('vpn', 1)?.key).toBe('vpn')
  expect(flowByKey('vpn', 99)?.key).toBe('vpn')
  expect(flowByKey('fax', 1)).toBeNull()
})

test('a node that is gone begins anew', () => {
  const { flow } = matchFlow('vpn down')
  expect(nodeAt(flow, 'was-here-once').key).toBe(flow.start)
})
