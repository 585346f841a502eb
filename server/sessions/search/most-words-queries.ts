import type { TransactionSql } from '../../db/connect.ts'
import { onlyCases, type SessionFilter } from '../view-queries.ts'
import { begins, countHits, wordsAt } from './queries.ts'

/** Of a word with more hits than that only the other words of the search tell cases apart. */
const mostHits = 2_000

/**
 * Where no case has all the words: the cases that have more than half of those that any case has, the rarer words first,
 * the newest of alike ones first. One page of them is enough for somebody who remembers a case a little.
 */
export async function findByMostWords(
  sql: TransactionSql,
  filter: SessionFilter,
  words: readonly string[],
): Promise<string[]> {
  const depth = 2
  const counts = await countHits(sql, { words, depth }, mostHits)
  const known = words.flatMap((word, at) => {
    const hits = counts[at] ?? 0
    return hits > 0 && hits <= mostHits ? { word, weight: 1 / Math.sqrt(hits) } : []
  })
  if (known.length === 0) return []
  const hits = known
    .map(
      ({ word, weight }) => sql`
      (select distinct w.session_id as id, ${weight}::float8 as weight from ${wordsAt(sql, depth)} and ${begins(sql, word)})`,
    )
    .reduce((some, hit) => sql`${some} union all ${hit}`)
  const rows = await sql<{ id: string }[]>`
    select hit.id from (
      select id, sum(weight) as weight from (${hits}) each_hit
      group by id having count(*) > ${known.length / 2}::float8) hit
    where exists (select from ai_sessions s where s.id = hit.id ${onlyCases(sql, filter)})
    order by hit.weight desc, hit.id desc limit ${filter.limit}`
  return rows.map(({ id }) => id)
}
