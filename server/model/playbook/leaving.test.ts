import { expect, test } from 'vitest'
import { open, say } from '../../../eval/rehearse.ts'
import { seedTicket } from '../../../eval/seed-tickets.ts'

test('who leaves a flow keeps what they said, and loses what only the flow had found', () => {
  const begun = say(open({ ticket: seedTicket('48288') }), 'no mail trouble here, warehouse has new firmware')
  expect(begun.flow.key).toBe('vpn')
  const found = begun.state.facts.filter(({ source }) => source !== 'engineer').map(({ text }) => text)
  const said = begun.state.facts.filter(({ source }) => source === 'engineer').map(({ text }) => text)
  expect(found).not.toEqual([])
  const here = say(begun, 'wrong flow. switch to wifi')
  const texts = here.state.facts.map(({ text }) => text)
  expect(here.flow.key).toBe('site-network')
  for (const text of found) expect(texts).not.toContain(text)
  expect(texts).toEqual(expect.arrayContaining(said))
  expect(texts.join()).not.toMatch(/switch to wifi/i)
  expect(
    here.state.tasks
      .filter(({ state }) => state !== 'done')
      .map(({ text }) => text)
      .join(),
  ).not.toMatch(/VPN/)
})

test('“the scope is full” is no full mailbox', () => {
  const mail = open({ title: 'Mail is missing', flow: 'email-not-arriving' })
  const here = say(mail, 'scope of vlan 30 is full')
  expect(here.state.facts.map(({ text }) => text)).not.toContain('The mailbox is full')
  expect(say(mail, 'her mailbox is full').state.facts.map(({ text }) => text)).toContain(
    'The mailbox is full',
  )
})

test.each([
  ['Kaffeemaschine bekommt keine IP vom DHCP, VLAN 30', 'site-network'],
  ['coffee machine doesnt get ip from dhcp', 'site-network'],
  ['disk C 98%', 'disk-full'],
  ['LW D bei 97%', 'disk-full'],
  ['task manager says disk usage 100 %', 'slow-pc'],
])('“%s” opens %s', (words, key) => {
  expect(open({ title: words, words }).flow.key).toBe(key)
})
