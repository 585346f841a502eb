import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { answers, optionTaken } from '../../../eval/answers.ts'
import { sumOf } from '../../../eval/tally.ts'
import { nodeOf } from '../../flows/find.ts'
import { shippedFlows } from '../../flows/shipped.ts'

function takenAt(flowKey: string, key: string, words: string): string | null {
  const flow = shippedFlows().find((one) => one.key === flowKey)
  const question = flow && nodeOf(flow, key)
  if (!flow || question?.kind !== 'question') throw new Error(`${flowKey} has no question ${key}`)
  return optionTaken(flow, question, words)
}

test('the written answers are understood, none as another option or as the end', () => {
  const { right, of, wrong } = sumOf(answers(JSON.parse(readFileSync('eval/cases/answers.json', 'utf8'))))
  expect(wrong).toBe(0)
  expect(right / of).toBeGreaterThanOrEqual(0.95)
}, 60_000)

test.each<[string, string, string, string | null]>([
  ['vpn', 'mfa', 'works', 'Accepted'],
  ['vpn', 'clock', 'all fine', 'All are right'],
  ['access-change', 'works', 'works', 'Works as approved'],
  ['general', 'g-reproduce', 'works now, typical', 'Not any more'],
  ['general', 'g-reproduce', 'tried 20 times, all good', null],
  ['general', 'g-impact', 'prints on the 2nd floor printer meanwhile', 'Yes, with a way round'],
])('%s at %s: “%s” answers what is asked and ends no case', (flow, key, words, label) => {
  expect(takenAt(flow, key, words)).toBe(label)
})

test.each([
  ['vpn', 'mfa', 'works again'],
  ['vpn', 'clock', 'all fine now'],
  ['access-change', 'works', 'fixed'],
  ['general', 'g-reproduce', 'it is fixed, works now'],
])('%s at %s: “%s” ends the case', (flow, key, words) => {
  expect(takenAt(flow, key, words)).toBe('The case has ended')
})

test.each([
  ['email-not-arriving', 'bounce', 'what does an NDR look like these days'],
  ['vpn', 'account', 'who can unlock it?'],
])('%s at %s: “%s” asks back and answers nothing', (flow, key, words) => {
  expect(takenAt(flow, key, words)).toBeNull()
})

test.each([
  ['general', 'any-device-clean', 'no, even in a new profile', 'Still fails'],
  ['general', 'g-what', 'login takes 8 min', 'It is slow'],
])('%s at %s: “%s” is read as the answer to this question', (flow, key, words, label) => {
  expect(takenAt(flow, key, words)).toBe(label)
})

test.each<[string, string, string, string | null]>([
  ['boot', 'secure-boot', 'secure boot is on, nobody touched it', null],
  ['boot', 'secure-boot', 'secure boot is enabled', null],
  ['site-network', 'edge', 'meraki shows offline. power at the rack is fine', 'No, offline in the portal'],
  ['site-network', 'scope', 'all 9 desks on that patch panel', 'Only some desks, one room or floor'],
  ['site-network', 'scope', 'only the pcs at the back', 'Only some desks, one room or floor'],
  ['security', 'event', 'opened the link, credentials entered too', 'Sign-in data entered, prompt approved'],
  ['new-starter', 'missing', 'everything but the crm works, vendor is slow', null],
  ['new-starter', 'missing', 'all set up except for the phone', null],
  ['vpn', 'affected', '4 so far. all have the same licence', 'Several'],
  ['vpn', 'affected', 'all of them got the same policy', null],
  ['vpn', 'affected', '3 ppl', 'Several'],
  ['slow-pc', 'what', 'only in the mornings, 8 to 9', 'Only at times or after a while'],
  ['site-network', 'changed', 'the switch is from 2019', null],
  ['site-network', 'changed', 'cabling is 20 years old', null],
  ['sign-in', 'message', 'the 2nd factor', 'The second factor fails'],
  ['vpn', 'affected', 'user Berta from accounts', 'One person'],
  ['vpn', 'affected', 'the new cfo', 'One person'],
  ['vpn', 'affected', 'all of them? no just 3 of 12', 'Several'],
  ['site-network', 'scope', 'names only. by ip it works', null],
  ['access-change', 'works', 'she is in the group, access works', 'Works as approved'],
])('%s at %s: “%s” is not taken as the contrary', (flow, key, words, label) => {
  expect(takenAt(flow, key, words)).toBe(label)
})
