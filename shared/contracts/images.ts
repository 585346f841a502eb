import * as v from 'valibot'
import { mostImages } from '../limits.ts'
import { id } from './common.ts'

/** A screenshot of a message; its bytes are at GET /ai-sessions/{id}/images/{image_id}. */
export const image = v.object({ id, width: v.number(), height: v.number() })
export type Image = v.InferOutput<typeof image>

/** `data` is base64. What kind of picture it is, its bytes say; `media_type` may be wrong. */
export const newImages = v.pipe(
  v.array(v.object({ media_type: v.optional(v.string()), data: v.string() })),
  v.maxLength(mostImages),
)
export type NewImages = v.InferOutput<typeof newImages>
