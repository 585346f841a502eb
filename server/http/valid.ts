import { validator } from 'hono-openapi'
import type * as v from 'valibot'
import { Problem } from '../../shared/problems.ts'

type Issue = { message: string; path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined }

/** Reads one part of the request by its contract, or answers `malformed` with a sentence per field. */
export function valid<Target extends 'json' | 'query' | 'param', Schema extends v.GenericSchema>(
  target: Target,
  schema: Schema,
) {
  return validator(target, schema, (result) => {
    if (!result.success)
      throw new Problem('malformed', undefined, { fields: fieldsOf(result.error as readonly Issue[]) })
  })
}

/** Path → sentence. valibot's own sentences quote what was received: those never leave, it may be a secret. */
export function fieldsOf(issues: readonly Issue[]): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const issue of issues.slice(0, 20)) {
    const path =
      (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.') || 'body'
    fields[path] ??= /received /i.test(issue.message) ? 'Not what is expected here.' : issue.message
  }
  return fields
}
