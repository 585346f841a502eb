import * as v from 'valibot'
import { instant } from './common.ts'

/** `session-<uuid>`, `ticket-<number>`, `update-<uuid>` or `new`: what the unsent text belongs to. */
export const draftContext = v.pipe(
  v.string(),
  v.regex(/^(new|ticket-[1-9]\d{0,9}|(session|update)-[0-9a-f-]{36})$/, 'Unknown draft context.'),
)
export const draft = v.object({ context: draftContext, body: v.string(), updated_at: v.nullable(instant) })
export type Draft = v.InferOutput<typeof draft>
export const draftChange = v.object({ body: v.pipe(v.string(), v.maxLength(50_000)) })
