import type { TransactionSql } from '../../db/connect.ts'
import type { SessionFilter } from '../view-queries.ts'
import { type Depth, depths, findByWords } from './queries.ts'

export type Found = { id: string; depth: Depth }
export type Page = { found: Found[]; next: string | null }

const placeOf = ({ id, depth }: Found): string => `${depth}.${id}`
const place = /^([012])\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** The place behind which a page of a search begins; undefined where it is none. */
export function placeIn(cursor: string): Found | undefined {
  const [, depth, id] = place.exec(cursor) ?? []
  return id ? { id, depth: Number(depth) as Depth } : undefined
}

/**
 * One page: cases found by their names first, then with their facts, then with their messages, each newest first. `next`
 * is the place it ended at, where there may be more.
 */
export async function searchCases(
  sql: TransactionSql,
  filter: SessionFilter,
  words: readonly string[],
  after?: Found,
): Promise<Page> {
  const found: Found[] = []
  for (const depth of depths.filter((each) => each >= (after?.depth ?? 0))) {
    const limit = filter.limit + 1 - found.length
    const behind = after?.depth === depth ? after.id : undefined
    const { ids, looked_to } = await findByWords(sql, { ...filter, after: behind, limit }, { words, depth })
    found.push(...ids.map((id) => ({ id, depth })))
    const last = found[filter.limit - 1]
    if (found.length > filter.limit && last)
      return { found: found.slice(0, filter.limit), next: placeOf(last) }
    if (looked_to) return { found, next: placeOf({ id: looked_to, depth }) }
  }
  return { found, next: null }
}
