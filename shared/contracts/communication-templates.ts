import * as v from 'valibot'
import { text } from './common.ts'
import { updateLength } from './updates.ts'

export const clientTones = ['professional', 'friendly', 'formal'] as const
export const notesFormats = ['markdown', 'plain'] as const

/** How the account's updates are worded. `client_signoff`: `auto` signs with the engineer's name, else this text. */
export const communicationTemplates = v.object({
  client_tone: v.picklist(clientTones),
  client_signoff: v.string(),
  include_company_in_signoff: v.boolean(),
  ticket_notes_format: v.picklist(notesFormats),
  /** What stands preselected until somebody chose in the case. */
  default_length: updateLength,
})
export type CommunicationTemplates = v.InferOutput<typeof communicationTemplates>

/** Merged: what is left out stays, null takes a value back to its default. */
export const communicationTemplatesChange = v.strictObject({
  client_tone: v.optional(v.nullable(v.picklist(clientTones))),
  client_signoff: v.optional(v.nullable(text(500))),
  include_company_in_signoff: v.optional(v.nullable(v.boolean())),
  ticket_notes_format: v.optional(v.nullable(v.picklist(notesFormats))),
  default_length: v.optional(v.nullable(updateLength)),
})
export type CommunicationTemplatesChange = v.InferOutput<typeof communicationTemplatesChange>
