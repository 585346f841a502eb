import { expect, test } from 'vitest'
import type { FlowNode } from '../../shared/contracts/flows.ts'
import { nodeAt } from './find.ts'
import { shippedFlows } from './shipped.ts'
import { askedAt, begin, confirmedCause, exitBy, fixedEnd, fixOptions, optionsAlong, walk } from './walk.ts'

const email = shippedFlows().find(({ key }) => key === 'email-not-arriving') ?? never()

/** Answers by node key; a node without one stops the walk. */
const answering = (labels: Record<string, string>) => (node: FlowNode) => {
  const label = labels[node.key]
  return label ? exitBy(email, node, label) : undefined
}

test('a case begins at the start with nothing behind it', () => {
  expect(begin(email)).toEqual({ node: 'direction', trail: [] })
})

test('a walk passes what is answered and stops at the first question that is not', () => {
  const place = walk(
    email,
    'direction',
    answering({ direction: 'Incoming from outside', affected: 'Everyone' }),
  )
  expect(place).toEqual({
    node: 'senders',
    trail: [
      { node: 'direction', option: 'Incoming from outside' },
      { node: 'affected', option: 'Everyone' },
    ],
  })
})

test('an answer that the node does not have leads nowhere', () => {
  const node = nodeAt(email, 'direction')
  expect(exitBy(email, node, 'Sideways')).toBeUndefined()
  expect(exitBy(email, nodeAt(email, 'fixed'), fixOptions.fixed)).toBeUndefined()
})

test('a fix that helped leads to the end that says so, one that did not goes on', () => {
  const cause = nodeAt(email, 'c-rule')
  expect(exitBy(email, cause, fixOptions.fixed)).toEqual({ option: fixOptions.fixed, to: 'fixed' })
  expect(exitBy(email, cause, fixOptions.same)).toEqual({ option: fixOptions.same, to: 'sender-auth' })
  expect(fixedEnd(email)?.key).toBe('fixed')
  expect(askedAt(cause)?.options).toEqual(Object.values(fixOptions))
})

test('a question met again has had its answer, and the walk always ends', () => {
  const place = walk(email, 'direction', (node) => {
    if (node.kind === 'question') return { option: null, to: 'direction' }
    return node.kind === 'conclusion' ? { option: null, to: 'direction' } : undefined
  })
  expect(place.trail.length).toBeLessThanOrEqual(200)
  expect(
    place.trail.filter(({ node, option }) => node === 'direction' && option === null).length,
  ).toBeGreaterThan(1)
})

test('an end asks nothing', () => {
  expect(askedAt(nodeAt(email, 'fixed'))).toBeNull()
})

test('of a question answered twice the latest option counts', () => {
  const trail = [
    { node: 'size', option: 'Yes, full' },
    { node: 'affected', option: 'Everyone' },
    { node: 'size', option: 'No, room enough' },
    { node: 'gone', option: 'x' },
  ]
  expect(optionsAlong(email, trail).map(({ label }) => label)).toEqual(['Everyone', 'No, room enough'])
})

test('a cause is confirmed by its fix alone', () => {
  const tried = { node: 'c-rule', option: fixOptions.same }
  const helped = { node: 'c-filter', option: fixOptions.fixed }
  expect(confirmedCause(email, [tried])).toBeNull()
  expect(confirmedCause(email, [tried, helped])?.key).toBe('c-filter')
})

function never(): never {
  throw new Error('no such flow')
}
