import * as v from 'valibot'

/** What the ticket keeps of a case: the same words as plain text, as it is posted, and as Markdown. */
export const documentation = v.object({ text: v.string(), markdown: v.string() })
export type Documentation = v.InferOutput<typeof documentation>
