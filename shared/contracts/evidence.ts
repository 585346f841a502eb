import * as v from 'valibot'

/** What a sentence of an update may rest on: a row of the case, a note of its ticket, its header or its closing. */
export const evidenceKind = v.picklist([
  'fact',
  'task',
  'answer',
  'cause',
  'note',
  'fix',
  'closing',
  'header',
])
export type EvidenceKind = v.InferOutput<typeof evidenceKind>

/**
 * What is wrong with a sentence against what it rests on. `no_source`: nothing holds it. `unknown_source`: what it named
 * is not in the case any more. `only_suggested`: it says of a suggestion that it was done. `only_told`: it says as found
 * by us what somebody told. `number`, `name`, `time`: one that stands in none of its sources.
 */
export const evidenceMark = v.picklist([
  'contradicted',
  'only_suggested',
  'outcome',
  'actor',
  'only_told',
  'name',
  'number',
  'time',
  'unknown_source',
  'no_source',
])

/** `id` of a closing and a header: that of the case. */
export const evidenceRef = v.object({ kind: evidenceKind, id: v.string() })

/**
 * A sentence of an update's `content`, from `start` to `end`, and what it rests on as the case stands now. Greetings,
 * headings and sign-offs are left out. `marks`: worst first. It is advice: marked sentences can be posted.
 */
export const sentenceEvidence = v.object({
  sentence: v.string(),
  start: v.number(),
  end: v.number(),
  sources: v.array(evidenceRef),
  supported: v.boolean(),
  marks: v.array(evidenceMark),
})
export type SentenceEvidence = v.InferOutput<typeof sentenceEvidence>

/**
 * A sentence of an update that a fast model thinks is not held by what it rests on. Advice of another voice than
 * `marks`: it holds nothing up and changes nothing.
 */
const doubt = v.object({ sentence: v.string(), start: v.number(), end: v.number(), reason: v.string() })
export type Doubt = v.InferOutput<typeof doubt>

/** Of the text as it stood when it was asked for. Null: no model looked at it; an empty list: one did and doubts nothing. */
export const secondOpinion = v.object({ doubts: v.nullable(v.array(doubt)) })
export type SecondOpinion = v.InferOutput<typeof secondOpinion>
