import { describe, expect, test } from 'vitest'
import { nodeOf } from '../../flows/find.ts'
import { shippedFlows } from '../../flows/shipped.ts'
import { labelFirst } from './label-first.ts'

const taken = (flow: string, at: string, words: string): string | null => {
  const node = shippedFlows()
    .map((one) => (one.key === flow ? nodeOf(one, at) : null))
    .find((one) => one !== null)
  if (node?.kind !== 'question') throw new Error(`No question ${at}`)
  return labelFirst(node, words)?.option.label ?? null
}
const question = (flow: string, start: string): string => {
  const nodes = shippedFlows().find(({ key }) => key === flow)?.nodes ?? []
  return nodes.find((node) => node.kind === 'question' && node.ask.startsWith(start))?.key ?? start
}

const search = question('outlook', 'What is missing from the results')
const trace = question('email-bounced', 'What does the trace say')
const drops = question('vpn', 'How does it drop')

describe('an option’s own words first, then more', () => {
  test.each([
    ['outlook', search, 'everything older than ~7 days. slider is at 1 month though', 'Everything older'],
    ['outlook', search, 'Everything older than a week, browser finds it', 'Everything older'],
    ['outlook', search, 'not clear. she only complains', 'Not clear'],
    ['outlook', search, 'random ones, no pattern', 'Anything, or random'],
    ['email-bounced', trace, 'Failed. 550 5.7.1 service unavailable', 'Failed'],
    ['email-bounced', trace, 'pending; since 40 minutes', 'Pending'],
    ['email-bounced', trace, 'delivered, 250 2.0.0 ok', 'Delivered'],
    ['email-bounced', trace, 'it failed: recipient rejected', 'Failed'],
    ['email-bounced', trace, 'not in the trace! looked twice', 'Not in the trace'],
    ['vpn', drops, 'random. only her', 'At random'],
    ['vpn', drops, 'at fixed intervals, 60 min sharp', 'At fixed'],
    ['vpn', drops, 'fixed intervals - every hour', 'At fixed'],
  ])('%s %s: “%s” is “%s”', (flow, at, words, label) => {
    expect(taken(flow, at, words)).toMatch(new RegExp(`^${label}`))
  })

  test.each([
    ['outlook', search, 'everything older was there. yesterday'],
    ['outlook', search, 'clear, thanks'],
    ['outlook', search, 'something is missing, no idea'],
    ['outlook', search, 'everything older than a week? let me look'],
    ['email-bounced', trace, 'not failed. still looking'],
    ['email-bounced', trace, 'failed, no wait, delivered'],
    ['email-bounced', trace, 'Failed. or rather pending'],
    ['email-bounced', trace, 'no trace yet, later'],
    ['email-bounced', trace, 'failed logins, she says'],
    ['email-bounced', trace, 'the transport failed. then a second one came'],
    ['vpn', drops, 'random? not sure'],
    ['vpn', drops, 'not random, every hour'],
    ['vpn', drops, 'random maybe, she guesses'],
  ])('%s %s: “%s” is none by its beginning', (flow, at, words) => {
    expect(taken(flow, at, words)).toBeNull()
  })
})
