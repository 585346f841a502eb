import { expect, test } from 'vitest'
import { shippedFlows } from '../../flows/shipped.ts'
import { createKnownFlows } from './known-flows.ts'

const [one, other] = shippedFlows().map((flow) => structuredClone(flow))

test('the same content is the same flow, so that what is worked out about it is found again', () => {
  const { read } = createKnownFlows()
  const flow = read(one)
  expect(flow).toEqual(one)
  expect(read(structuredClone(one))).toBe(flow)
  expect(read({ ...one, name: 'Another' })?.name).toBe('Another')
  expect(read(other)).toEqual(other)
})

test('what is no flow is none', () => {
  const { read } = createKnownFlows()
  expect([undefined, null, 'vpn', {}, { ...one, nodes: 3 }].map(read)).toEqual([null, null, null, null, null])
})

test('no more is kept than there is room for', () => {
  const { read } = createKnownFlows(JSON.stringify(one).length + 100)
  const flow = read(one)
  read(other)
  read({ ...one, name: 'Newer' })
  expect(read(one)).not.toBe(flow)
  expect(read(one)).toEqual(one)
})
