import { toJsonSchema } from '@valibot/to-json-schema'
import type * as v from 'valibot'

export type JsonSchema = { [key: string]: unknown }

const wireSchemas = new WeakMap<v.GenericSchema, JsonSchema>()

/** JSON Schema as structured outputs take it: closed objects, every property required, no limits. */
export function wireSchema(schema: v.GenericSchema): JsonSchema {
  const known = wireSchemas.get(schema)
  if (known) return known
  const { $schema: _, ...json } = toJsonSchema(schema, { errorMode: 'ignore' }) as JsonSchema
  const made = closed(json) as JsonSchema
  wireSchemas.set(schema, made)
  return made
}

function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed)
  if (node === null || typeof node !== 'object') return node
  const entries = Object.entries(node).map(([key, value]) => [key, closed(value)])
  const copy = Object.fromEntries(entries) as JsonSchema
  if (copy.type === 'object') copy.additionalProperties = false
  return copy
}

/** How many parameters of a schema have a union type (`anyOf`, a list of types, nullable). The API takes 16 a request. */
export function unionCount(node: unknown): number {
  if (Array.isArray(node)) return node.reduce((sum: number, item) => sum + unionCount(item), 0)
  if (node === null || typeof node !== 'object') return 0
  const { anyOf, oneOf, type, nullable } = node as JsonSchema
  const isUnion = Array.isArray(anyOf) || Array.isArray(oneOf) || Array.isArray(type) || nullable === true
  return Object.values(node).reduce((sum: number, value) => sum + unionCount(value), isUnion ? 1 : 0)
}

/** Enums compared case-insensitively: what stands where the schema has an enum is lower-cased. */
export function lowerEnums(value: unknown, schema: JsonSchema): unknown {
  if (typeof value === 'string')
    return allowed(schema).includes(value.toLowerCase()) ? value.toLowerCase() : value
  if (Array.isArray(value)) return value.map((item) => lowerEnums(item, (schema.items ?? {}) as JsonSchema))
  if (value === null || typeof value !== 'object') return value
  const shape = alternatives(schema).find((one) => one.properties) ?? {}
  const properties = (shape.properties ?? {}) as Record<string, JsonSchema>
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, lowerEnums(item, arrayOf(properties[key]))]),
  )
}

const alternatives = (schema: JsonSchema): JsonSchema[] => [schema, ...((schema.anyOf ?? []) as JsonSchema[])]
const allowed = (schema: JsonSchema): unknown[] =>
  alternatives(schema).flatMap((one) => (one.enum ?? []) as unknown[])
const arrayOf = (schema: JsonSchema = {}): JsonSchema =>
  alternatives(schema).find((one) => one.items) ?? schema
