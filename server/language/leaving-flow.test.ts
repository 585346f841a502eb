import { expect, test } from 'vitest'
import { shippedFlows } from '../flows/shipped.ts'
import { flowWanted } from './leaving-flow.ts'

const special = shippedFlows().filter(({ key }) => key !== 'general')
const wanted = (key: string, words: string): string | null => {
  const current = special.find((flow) => flow.key === key)
  if (!current) throw new Error(`No flow ${key}`)
  const found = flowWanted(special, current, words)
  return found && (found.flow?.key ?? 'none')
}

test.each([
  ['email-not-arriving', 'this is not about mail. its dhcp', 'site-network'],
  ['email-not-arriving', 'dhcp not mail!!! scope vlan 30 is full', 'site-network'],
  ['email-not-arriving', 'das ist kein mailproblem, das ist dhcp', 'site-network'],
  ['email-not-arriving', 'es geht hier nicht um mail, der drucker druckt nicht', 'printer'],
  ['email-not-arriving', 'it has nothing to do with email, the vpn tunnel does not connect', 'vpn'],
  ['vpn', 'wrong flow. switch to wifi', 'site-network'],
  ['vpn', 'no vpn issue. wifi in the warehouse', 'site-network'],
  ['vpn', 'das hat nichts mit vpn zu tun, wlan fällt aus', 'site-network'],
  ['vpn', 'switch to backup please', 'backup'],
  ['printer', 'its not a printer problem, disk C 98%', 'disk-full'],
  ['printer', 'falscher ablauf, festplatte voll', 'disk-full'],
  ['printer', 'wlan, nicht drucker!', 'site-network'],
  ['teams', 'not a teams thing - outlook crashes on start', 'outlook'],
  ['site-network', 'wechsel zum backup flow', 'backup'],
  ['site-network', 'this is not about the wifi', 'none'],
  ['outlook', 'wrong topic', 'none'],
])('%s is left by “%s” for %s', (key, words, other) => {
  expect(wanted(key, words)).toBe(other)
})

test.each([
  ['email-not-arriving', 'its not the rule, its dhcp'],
  ['email-not-arriving', 'only mail from outside, not internal'],
  ['email-not-arriving', 'incoming, not outgoing'],
  ['email-not-arriving', 'it is not about the size of the mail?'],
  ['email-not-arriving', 'mail is missing in outlook, not in owa'],
  ['vpn', 'wifi drops too, not the cable'],
  ['vpn', 'stable on cable, not on wifi'],
  ['vpn', 'switch to cable: stable'],
  ['vpn', 'switched to wifi, vpn drops again'],
  ['vpn', 'the password is not wrong, it is locked'],
  ['printer', 'only this printer, not the others'],
  ['printer', 'it is not the printer driver, the queue is stuck'],
  ['printer', 'works from word, not from chrome'],
  ['teams', 'silent in every program, not only in Teams'],
  ['site-network', 'nur wlan, nicht lan'],
  ['site-network', 'not a dhcp problem, addresses are fine'],
  ['site-network', 'no network on the printer either'],
  ['outlook', 'only outlook, not teams'],
])('%s stays with “%s”', (key, words) => {
  expect(wanted(key, words)).toBeNull()
})
