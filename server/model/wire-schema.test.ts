import * as v from 'valibot'
import { expect, test } from 'vitest'
import { checkOutput } from './check-protocol.ts'
import { briefOutput, turnOutput, updateOutput } from './protocol.ts'
import { unionCount, wireSchema } from './wire-schema.ts'

test.each([
  [v.object({ a: v.string(), b: v.array(v.object({ type: v.string(), nullable: v.boolean() })) }), 0],
  [v.object({ a: v.nullable(v.string()) }), 1],
  [
    v.object({ a: v.array(v.object({ b: v.nullable(v.string()), c: v.union([v.string(), v.number()]) })) }),
    2,
  ],
  [v.object({ a: v.nullable(v.object({ b: v.nullable(v.string()) })) }), 2],
])('unions are counted at every depth', (schema, count) => {
  expect(unionCount(wireSchema(schema))).toBe(count)
})

test('lists of types and `nullable` are unions too', () => {
  expect(unionCount({ type: ['string', 'null'] })).toBe(1)
  expect(unionCount({ type: 'string', nullable: true })).toBe(1)
})

test('what goes over the wire holds no union: the API accepts sixteen at most', () => {
  for (const schema of [turnOutput, updateOutput, briefOutput, checkOutput])
    expect(unionCount(wireSchema(schema))).toBe(0)
})
