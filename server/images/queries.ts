import { v7 as newId } from 'uuid'
import type { Image } from '../../shared/contracts/images.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { PreparedImage } from './prepare-image.ts'

/** The same bytes again are the same image. */
export async function keepImage(
  sql: TransactionSql,
  row: PreparedImage & { account_id: string; hash: Buffer },
): Promise<Image> {
  const [kept] = await sql<[Image]>`
    insert into images (account_id, id, hash, media_type, width, height, data)
    values (${row.account_id}, ${newId()}, ${row.hash}, ${row.media_type}, ${row.width}, ${row.height}, ${row.data})
    on conflict (account_id, hash) do update set sent_at = now()
    returning id, width, height`
  return kept
}

export type KeptImage = Pick<PreparedImage, 'media_type' | 'data'> & { id: string }

export async function findImage(
  sql: TransactionSql,
  { session_id, image_id }: { session_id: string; image_id: string },
): Promise<KeptImage | undefined> {
  const [row] = await sql<KeptImage[]>`
    select i.id, i.media_type, i.data from images i
    where i.id = ${image_id} and exists (select from step_images h
      join ai_session_steps p on p.account_id = h.account_id and p.id = h.step_id
      where h.account_id = i.account_id and h.image_id = i.id and p.session_id = ${session_id})`
  return row
}

export const findImages = (sql: TransactionSql, ids: readonly string[]): Promise<KeptImage[]> =>
  sql<KeptImage[]>`select id, media_type, data from images where id = any(${ids as string[]}::uuid[])`
