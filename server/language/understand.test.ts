import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { optionTaken } from '../../eval/answers.ts'
import { summaries } from '../../eval/summaries.ts'
import { sumOf } from '../../eval/tally.ts'
import type { Flow } from '../../shared/contracts/flows.ts'
import { shippedFlows } from '../flows/shipped.ts'
import { growthUpTo, timesOf } from '../testing/growth.ts'
import { senseOf } from './polarity.ts'
import { answerCharactersAtMost, type FlowQuestion, understand } from './understand.ts'

const flowOf = (key: string) => shippedFlows().find((one) => one.key === key) as Flow

function questionAt(key: string, flow = 'general'): FlowQuestion {
  const node = flowOf(flow).nodes.find((one) => one.key === key)
  if (node?.kind !== 'question') throw new Error(key)
  return node
}
const cases = (file: string): unknown => JSON.parse(readFileSync(`eval/cases/${file}.json`, 'utf8'))

test('the written summaries start the right flow', () => {
  const { right, of, wrong } = sumOf(summaries(cases('summaries')))
  expect(wrong).toBe(0)
  expect(right / of).toBeGreaterThanOrEqual(0.95)
})

test('every label and every number means its own option', () => {
  for (const flow of shippedFlows())
    for (const node of flow.nodes)
      if (node.kind === 'question')
        for (const [at, option] of node.options.entries()) {
          expect(understand(node, option.label, { asked: true }).option).toBe(option)
          expect(understand(node, String(at + 1), { asked: true }).option).toBe(option)
        }
})

test.each<[string, string, string, string]>([
  ['vpn', 'drop-line', 'no packet loss at all', 'No loss'],
  [
    'vpn',
    'drop-line',
    'ping to her router 192.168.1.1 shows 12% loss, 0% from wired desktop of her husband',
    'Loss already at the router',
  ],
  ['vpn', 'account', 'AD account ok, pw not expired', 'Account is fine'],
  ['email-not-arriving', 'size', '31 of 50 GB', 'No, room enough'],
  ['email-not-arriving', 'size', 'there is enough free space', 'No, room enough'],
  ['email-not-arriving', 'size', 'plenty free', 'No, room enough'],
  ['vpn', 'drop-line', 'loss-free', 'No loss'],
  ['vpn', 'drop-line', 'it is loss free', 'No loss'],
  ['email-not-arriving', 'size', '49.2 of 50 GB', 'Yes, full'],
  ['general', 'any-other-device', 'yes', 'Works on another device'],
  ['general', 'any-other-device', 'nope', 'Same on another device'],
  ['general', 'g-affected', 'other users are fine', 'One person'],
  ['general', 'g-affected', 'other users ok', 'One person'],
  ['general', 'g-affected', 'andere Benutzer sind ok', 'One person'],
  ['general', 'g-affected', 'others are not affected', 'One person'],
  ['general', 'g-affected', 'others are affected', 'Several'],
  ['general', 'g-affected', 'other users are affected too', 'Several'],
  ['general', 'g-affected', 'everyone is affected', 'Everyone'],
  ['security', 'received', '2 others clicked', 'Somebody clicked'],
  ['security', 'received', '3 people got it, one clicked', 'Somebody clicked'],
  ['security', 'received', 'four got it but nobody clicked', 'Several, nobody clicked'],
])('%s at %s: “%s” is never the contrary', (flow, key, words, label) => {
  expect(optionTaken(flowOf(flow), questionAt(key, flow), words)).toBe(label)
})

test.each([
  ['access-change', 'works', 'full access is gone from her mailbox, delegate still there'],
  ['general', 'any-other-device', 'fails on hers, works on mine'],
])('%s at %s: “%s” leaves the question open', (flow, key, words) => {
  expect(optionTaken(flowOf(flow), questionAt(key, flow), words)).toBeNull()
})

test('two readings that compete are two candidates, and no decision', () => {
  const { option, candidates } = understand(
    questionAt('trace', 'email-not-arriving'),
    'first pending, then failed',
    { asked: true },
  )
  expect(option).toBeNull()
  expect(candidates.map(({ label }) => label).toSorted()).toEqual(['Failed', 'Pending or GettingStatus'])
})

test.each<[string, string, string | null]>([
  ['g-affected', 'yes', null],
  ['g-affected', 'him', null],
  ['g-affected', 'The printer in the hall is grey', null],
  ['g-affected', 'All users in the office have it', 'Everyone'],
  ['g-affected', 'only one user is affected', 'One person'],
  ['g-since', 'It started after an update', 'After an update or change'],
  ['g-since', 'Please call back on Tuesday', null],
  ['any-other-device', 'no', null],
  ['any-other-device', '2', null],
])('at %s the overheard sentence “%s” answers with %s', (key, sentence, label) => {
  expect(understand(questionAt(key), sentence, { asked: false }).option?.label ?? null).toBe(label)
})

test.each(['not ', '691 ', '9.', '1 of 2 ', '(', '0% loss, '])(
  'twice as many “%s” take about twice as long',
  async (part) => {
    const question = questionAt('error', 'vpn')
    const read = (size: number) => understand(question, part.repeat(size / part.length))
    expect(await growthUpTo(read, answerCharactersAtMost)).toBeLessThan(3)
  },
)

test('a note of small words takes no more time than a report', async () => {
  const questions = shippedFlows()
    .flatMap(({ nodes }) => nodes)
    .filter((node) => node.kind === 'question')
    .slice(0, 60)
  const readBy = (text: string) => () => {
    for (const question of questions) understand(question, text, { asked: false })
  }
  const report = readBy('the user cannot send mail to outlook. '.repeat(30))
  expect(await timesOf(readBy(`mail ${'I '.repeat(500)}`), report)).toBeLessThan(8)
})

test('“no idea” is no “Unknown recipient”', () => {
  expect(questionAt('code', 'email-bounced').options.filter((one) => senseOf(one) === 'unknown')).toEqual([])
})
