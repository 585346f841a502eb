import * as v from 'valibot'
import { givenInstant, id, instant, pageQuery } from './common.ts'

/** One line of the audit trail. `token_id` is the sign-in that the act came with; null where there was none. */
export const auditLine = v.object({
  id,
  at: instant,
  user_id: v.nullable(id),
  user_name: v.nullable(v.string()),
  action: v.string(),
  subject_kind: v.string(),
  subject_id: v.nullable(v.string()),
  /** Where it is about a person: their name. */
  subject_name: v.nullable(v.string()),
  result: v.string(),
  detail: v.record(v.string(), v.unknown()),
  address: v.nullable(v.string()),
  surface: v.nullable(v.string()),
  token_id: v.nullable(id),
})
export type AuditLine = v.InferOutput<typeof auditLine>

export const auditPage = v.object({ items: v.array(auditLine), next_cursor: v.nullable(v.string()) })
export type AuditPage = v.InferOutput<typeof auditPage>

const filters = {
  from: v.optional(givenInstant),
  /** Up to, and not with, this instant. */
  to: v.optional(givenInstant),
  who: v.optional(id),
  /** An action, or the noun before its dot: `sign_in` finds every kind of sign-in. */
  action: v.optional(
    v.pipe(v.string(), v.regex(/^[a-z_]{1,40}(?:\.[a-z_]{1,40})?$/, 'Such as sign_in or post.cancelled.')),
  ),
}
export const auditFilters = v.object(filters)
export type AuditFilters = v.InferOutput<typeof auditFilters>

export const auditQuery = v.object({ ...filters, ...pageQuery })
export const auditExportQuery = v.object({
  ...filters,
  format: v.optional(v.picklist(['csv', 'jsonl']), 'csv'),
})
export type AuditFormat = v.InferOutput<typeof auditExportQuery>['format']
