import { type Ctx, tx } from '../ctx.ts'
import type { ImageData } from '../model/images.ts'
import { findImages } from './queries.ts'

/** The bytes of these images as a model gets them; none where only the offline model answers. */
export async function showImages(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, ImageData>> {
  if (ids.length === 0 || ctx.world.model.label.kind === 'offline') return new Map()
  const rows = await tx(ctx, (sql) => findImages(sql, ids))
  return new Map(rows.map(({ id, media_type, data }) => [id, { media_type, data: data.toString('base64') }]))
}
