import type { TransactionSql } from '../../db/connect.ts'
import { replaceWords, type WordPlace, type Words } from './word-queries.ts'
import { wordsOf } from './words.ts'

export type Searched = Partial<
  Record<'title' | 'client_name' | 'asset_name' | 'psa_ticket_id', string | null>
>

const places = {
  title: 'title',
  client_name: 'client',
  asset_name: 'device',
  psa_ticket_id: 'ticket',
} as const satisfies Record<keyof Searched, WordPlace>

/**
 * A case is found by what `fields` say now; what they do not name stays. Sends nothing where they name nothing of a
 * search, or only what stood `before`.
 */
export async function writeWords(
  sql: TransactionSql,
  sessionId: string,
  fields: Searched,
  before: Searched = {},
): Promise<void> {
  const words = wordsChanged(fields, before)
  if (words.places.length > 0) await replaceWords(sql, sessionId, words)
}

/** What the search has to learn of `fields`: where they name what did not stand `before`. */
export function wordsChanged(fields: Searched, before: Searched): Words {
  const changed = (Object.keys(places) as (keyof Searched)[]).filter(
    (field) => fields[field] !== undefined && fields[field] !== before[field],
  )
  const words = changed.flatMap((field) =>
    wordsOf(fields[field] ?? '').map((word) => ({ word, place: places[field] })),
  )
  return { places: changed.map((field) => places[field]), words }
}
