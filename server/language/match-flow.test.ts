import { expect, test } from 'vitest'
import { shippedFlows } from '../flows/shipped.ts'
import { growthOf } from '../testing/growth.ts'
import { matchFlow } from './match-flow.ts'

const keyOf = (text: string) => matchFlow(shippedFlows(), text)[0]?.flow.key ?? null

test.each<[string, string | null]>([
  ["VPN won't connect after Windows update, Outlook works fine", 'vpn'],
  ['Outlook crashes on start, VPN works', 'outlook'],
  ['Kunde bekommt keine E-Mails mehr von extern', 'email-not-arriving'],
  ['VPN-Verbindungsabbrüche im Homeoffice', 'vpn'],
  ['Terminalserveranmeldung dauert ewig', 'remote-app'],
  ['Quote for VPN licences renewal, new user order', null],
  ['The coffee machine is broken', null],
  ['', null],
])('“%s” is a case for %s', (text, key) => {
  expect(keyOf(text)).toBe(key)
})

test('the title counts more than the notes', () => {
  expect(keyOf('VPN does not connect\nShe also wrote that OneDrive shows a red cross')).toBe('vpn')
})

test('flows come best first, with their scores', () => {
  const scores = matchFlow(shippedFlows(), 'Outlook: no mail from outside, mails bounce').map(
    ({ score }) => score,
  )
  expect(scores.length).toBeGreaterThan(1)
  expect(scores).toEqual(scores.toSorted((a, b) => b - a))
})

test('a very long text is matched by its beginning', async () => {
  expect(keyOf(`VPN does not connect\n${'x '.repeat(200_000)}`)).toBe('vpn')
  expect(await growthOf((n) => keyOf(`VPN does not connect\n${'x '.repeat(n)}`), 50_000)).toBeLessThan(3)
})
