import { invalidObject } from '../refusal.ts'

/** An instant of a body, in whole seconds: fractions are refused as the product refuses them. */
export function readDate(resource: string, body: Record<string, unknown>, field: string): Date | undefined {
  const value = body[field]
  if (value === undefined || value === null) return undefined
  const isWhole =
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?$/.test(value)
  const date = new Date(isWhole ? (/(Z|[+-]\d\d:\d\d)$/.test(value) ? value : `${value}Z`) : Number.NaN)
  if (Number.isNaN(date.getTime()))
    throw invalidObject(resource, field, 'InvalidField', `Unsupported format applied to ${field}`)
  return date
}
