import * as v from 'valibot'
import { expect, test } from 'vitest'
import { flow as flowSchema } from '../../shared/contracts/flows.ts'
import { shippedFlows } from '../flows/shipped.ts'
import { cleanOutline, flowOutline } from './flow-outline.ts'

const secret = 'Sommer2026!'
/** A node's key, not a text: the file's schema lets only small letters, digits and hyphens through. */
const keys = new Set(['key', 'start', 'to', 'otherwise', 'not_fixed', 'then'])

/** A value of the schema with a secret in each of its texts, so that a field that is new is tried as well. */
function planted(schema: v.GenericSchema, name = ''): unknown {
  const { type, wrapped, entries, item, options, literal } = schema as unknown as Schema
  if (type === 'nullable') return planted(wrapped, name)
  if (type === 'object')
    return Object.fromEntries(Object.entries(entries).map(([key, one]) => [key, planted(one, key)]))
  if (type === 'array' && 'options' in item)
    return (item as unknown as { options: v.GenericSchema[] }).options.map((one) => planted(one))
  if (type === 'array') return [planted(item)]
  if (type === 'picklist') return options[0]
  if (type === 'literal') return literal
  if (type === 'number') return 1
  if (type !== 'string') throw new Error(`What is planted in ${type}?`)
  return keys.has(name) ? 'a-node' : `Log in as admin, password ${secret} - ${name}`
}
type Schema = {
  type: string
  wrapped: v.GenericSchema
  entries: Record<string, v.GenericSchema>
  item: v.GenericSchema
  options: readonly unknown[]
  literal: unknown
}

test('a secret in any text of an own flow stays here; its nodes and ways are told', async () => {
  const flow = v.parse(flowSchema, planted(flowSchema))
  const open = flowOutline(flow)
  const outline = await cleanOutline(flow)
  expect(open.split(secret).length).toBeGreaterThan(15)
  expect(outline.split('\n').filter((line) => line.includes(secret))).toEqual([])
  expect(outline).toContain('[a-node] Log in as admin, password [redacted password] - ask')
  expect(outline).toContain('check: Log in as admin, password [redacted password] - text')
  expect(outline.split('\n')).toHaveLength(open.split('\n').length)
})

test('nothing of a shipped flow is taken for a secret', async () => {
  for (const flow of shippedFlows()) expect(await cleanOutline(flow)).toBe(flowOutline(flow))
})
