import * as v from 'valibot'
import { filledText, id } from './common.ts'

export const factStatus = v.picklist(['confirmed', 'ruled_out', 'pending'])
export type FactStatus = v.InferOutput<typeof factStatus>

/** On what ground something stands: told by somebody, or checked by the engineer. */
export const known = v.picklist(['told', 'checked'])

/** Whether a client may know it. Texts for clients are written from those alone that they may. */
export const factLabel = v.picklist(['internal', 'client'])

/**
 * One line of What We Know. `source_ref`: id of the question or task it came from, or of the message in whose words it was said.
 * `editable` is false where the fact follows from an answer: it is corrected there.
 */
export const fact = v.object({
  id,
  text: v.string(),
  status: factStatus,
  /** `checked`: seen, measured or done by the engineer; `told`: said by the ticket, a client, or an answer. */
  known,
  source_kind: v.picklist(['question', 'diagnostic_check', 'engineer', 'ticket', 'model']),
  source_ref: v.nullable(v.string()),
  source_label: v.string(),
  editable: v.boolean(),
  created_by: v.nullable(v.string()),
  revision: v.number(),
  label: factLabel,
  /** What set it: the rule of server/sessions/fact-label.ts, or somebody. */
  label_by: v.picklist(['rule', 'person']),
})
export type Fact = v.InferOutput<typeof fact>

export const newFact = v.object({
  text: filledText(300),
  status: v.optional(factStatus, 'confirmed'),
  known: v.optional(known, 'told'),
})
export const factChange = v.object({
  revision: v.pipe(v.number(), v.integer(), v.minValue(1)),
  text: v.optional(filledText(300)),
  status: v.optional(factStatus),
  known: v.optional(known),
  label: v.optional(factLabel),
})
/** One of the two: own words, or the id of a task with a result or of an answered question to make a fact from. */
export const factPromotion = v.union([
  v.object({ proposed_text: filledText(300) }),
  v.object({ source_ref: v.pipe(v.string(), v.uuid()) }),
])
