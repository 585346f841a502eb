import { createHash } from 'node:crypto'
import type { Image, NewImages } from '../../shared/contracts/images.ts'
import { type Ctx, tx } from '../ctx.ts'
import { prepareImage } from './prepare-image.ts'
import { keepImage } from './queries.ts'

/** Makes each anew and keeps it. Until a step holds it, nobody can read it. */
export async function keepImages(ctx: Ctx, images: NewImages): Promise<Image[]> {
  const { account_id } = ctx
  const prepared = []
  for (const { data } of images) prepared.push(await prepareImage(Buffer.from(data, 'base64')))
  const rows = prepared.map((image) => ({
    ...image,
    account_id,
    hash: createHash('sha256').update(image.data).digest(),
  }))
  return tx(ctx, async (sql) => {
    const kept = new Map<string, Image>()
    // in one order for everybody, so that two who send the same pictures never wait for each other
    for (const row of rows.toSorted((a, b) => a.hash.compare(b.hash)))
      kept.set(row.hash.toString('hex'), await keepImage(sql, row))
    return [...new Set(rows.map(({ hash }) => hash.toString('hex')))].flatMap((hash) => kept.get(hash) ?? [])
  })
}
