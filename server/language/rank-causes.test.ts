import { expect, test } from 'vitest'
import { shippedFlows } from '../flows/shipped.ts'
import { rankCauses } from './rank-causes.ts'

function flowOf(key: string) {
  const flow = shippedFlows().find((one) => one.key === key)
  if (!flow) throw new Error(key)
  return flow
}
const ranked = (key: string, text: string) => rankCauses(flowOf(key), [{ text, weight: 1 }])

test.each<[string, string, string]>([
  ['vpn', 'her mesh Wi-Fi drops packets, on cable it is stable', 'c-wifi'],
  ['vpn', 'the old password is still stored on her phone and locks the account', 'c-lock'],
  ['email-not-arriving', 'the transport rule was changed to all recipients', 'c-rule'],
  ['email-not-arriving', 'Postfach ist voll', 'c-full'],
  ['email-not-arriving', 'MX zeigt noch auf den alten Anbieter', 'c-mx'],
])('in %s “%s” speaks for %s', (key, text, cause) => {
  expect(
    ranked(key, text)
      .slice(0, 3)
      .map(({ conclusion }) => conclusion.key),
  ).toContain(cause)
})

test('it names the words that fit as they were written', () => {
  expect(ranked('email-not-arriving', 'Die Transportregel: TRANSPORT RULE blocks it')[0]?.words).toContain(
    'RULE',
  )
})

test('a heavier text counts more', () => {
  const texts = (first: number, second: number) => [
    { text: 'mailbox full', weight: first },
    { text: 'transport rule', weight: second },
  ]
  expect(rankCauses(flowOf('email-not-arriving'), texts(3, 1))[0]?.conclusion.key).toBe('c-full')
  expect(rankCauses(flowOf('email-not-arriving'), texts(1, 3))[0]?.conclusion.key).toBe('c-rule')
})

test('what is denied speaks for nothing, nor does what no cause knows', () => {
  expect(ranked('email-not-arriving', 'the mailbox is not full').flatMap(({ words }) => words)).not.toContain(
    'full',
  )
  expect(ranked('vpn', 'xyzzy')).toEqual([])
  expect(ranked('vpn', '')).toEqual([])
})
