import * as v from 'valibot'
import type { UpdateOrder } from '../model/protocol.ts'

const kept = v.object({
  client_tone: v.optional(
    v.fallback(v.picklist(['professional', 'friendly', 'formal']), 'professional'),
    'professional',
  ),
  client_signoff: v.optional(v.fallback(v.pipe(v.string(), v.maxLength(500)), 'auto'), 'auto'),
  include_company_in_signoff: v.optional(v.fallback(v.boolean(), true), true),
  ticket_notes_format: v.optional(v.fallback(v.picklist(['markdown', 'plain']), 'plain'), 'plain'),
})

/** The account's wording of updates; what is not set, or not usable, is the default. */
export function templatesOf(communicationTemplates: unknown): UpdateOrder['templates'] {
  return v.parse(v.fallback(kept, v.parse(kept, {})), communicationTemplates)
}
