import * as v from 'valibot'
import { instant } from './common.ts'

/**
 * What the unsent text belongs to: `session-<uuid>`, `ticket-<number>`, `update-<uuid>`, `new`, `connection` (what was typed of one, without its keys), or a ticket of another
 * product as `other-<product>-<host>-<number>`.
 */
export const draftContext = v.pipe(
  v.string(),
  v.regex(
    /^(new|connection|ticket-[1-9]\d{0,9}|(session|update)-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|other-[a-z]{1,20}-[A-Za-z0-9.:-]{1,150})$/,
    'Unknown draft context.',
  ),
)
export const draft = v.object({ context: draftContext, body: v.string(), updated_at: v.nullable(instant) })
export type Draft = v.InferOutput<typeof draft>
export const draftChange = v.object({ body: v.pipe(v.string(), v.maxLength(100_000)) })
