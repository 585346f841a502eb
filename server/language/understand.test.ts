import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { answers } from '../../eval/answers.ts'
import { summaries } from '../../eval/summaries.ts'
import { sumOf } from '../../eval/tally.ts'
import { shippedFlows } from '../flows/shipped.ts'
import { growthOf } from '../testing/growth.ts'
import { readAnswer } from './answer.ts'
import { type FlowQuestion, understand } from './understand.ts'

function questionAt(key: string, flow = 'general'): FlowQuestion {
  const node = shippedFlows()
    .find((one) => one.key === flow)
    ?.nodes.find((one) => one.key === key)
  if (node?.kind !== 'question') throw new Error(key)
  return node
}
const cases = (file: string): unknown => JSON.parse(readFileSync(`eval/cases/${file}.json`, 'utf8'))

test('the written answers are understood, none as another option', () => {
  const { right, of, wrong } = sumOf(answers(cases('answers')))
  expect(wrong).toBe(0)
  expect(right / of).toBeGreaterThanOrEqual(0.95)
})

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
  ['email-not-arriving', 'size', '49.2 of 50 GB', 'Yes, full'],
  ['general', 'any-other-device', 'yes', 'Works on another device'],
  ['general', 'any-other-device', 'nope', 'Same on another device'],
])('%s at %s: “%s” is never the contrary', (flow, key, words, label) => {
  expect(readAnswer(questionAt(key, flow), words).option?.label).toBe(label)
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
    expect(await growthOf((n) => readAnswer(question, part.repeat(n)), 10_000)).toBeLessThan(3)
  },
)
