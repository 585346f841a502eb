import * as v from 'valibot'
import {
  type CommunicationTemplates,
  clientTones,
  notesFormats,
} from '../../shared/contracts/communication-templates.ts'
import { updateLength } from '../../shared/contracts/updates.ts'

const kept = v.object({
  client_tone: v.optional(v.fallback(v.picklist(clientTones), 'professional'), 'professional'),
  client_signoff: v.optional(v.fallback(v.pipe(v.string(), v.maxLength(500)), 'auto'), 'auto'),
  include_company_in_signoff: v.optional(v.fallback(v.boolean(), true), true),
  ticket_notes_format: v.optional(v.fallback(v.picklist(notesFormats), 'plain'), 'plain'),
  default_length: v.optional(v.fallback(updateLength, 'detailed'), 'detailed'),
})

/** The account's wording of updates; what is not set, or not usable, is the default. */
export function templatesOf(communicationTemplates: unknown): CommunicationTemplates {
  return v.parse(v.fallback(kept, v.parse(kept, {})), communicationTemplates)
}
