import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import { readable } from '../sessions/load-session.ts'
import { findImage, type KeptImage } from './queries.ts'

/** An image of a case, for whoever reads the case. */
export function readImage(ctx: Ctx, sessionId: string, imageId: string): Promise<KeptImage> {
  return tx(ctx, async (sql) => {
    await readable(ctx, sql, sessionId)
    const image = await findImage(sql, { session_id: sessionId, image_id: imageId })
    if (!image) throw new Problem('not_found')
    return image
  })
}
