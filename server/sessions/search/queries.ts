import type { Fragment } from '../../db/as-json.ts'
import type { TransactionSql } from '../../db/connect.ts'
import { opensAllBoards } from '../../tickets/board-queries.ts'
import { onlyCases, type SessionFilter } from '../view-queries.ts'

/**
 * A word with at most so many hits is where a search begins: so many entries of the index are read, a microsecond each.
 * The second limit is tried where every word has more than the first.
 */
const hitLimits = [2_000, 20_000]
/** Before the second limit is tried: so many of the newest cases for each that a page shows. */
const glancedAt = 4
/** Where every word has more hits than that, so many cases are looked at for one page, newest first, of the days asked for. */
const mostLookedAt = 2_000

export type CasesFound = {
  /** Newest first: ids grow with time. */
  ids: string[]
  /** The last case that was looked at, where older ones were not. */
  looked_to: string | null
}
type Limits = { hits?: readonly number[]; looked?: number }

/** Where words are looked up: in names; in names and facts; in these and messages. Each has what those before it have. */
export const depths = [0, 1, 2] as const
export type Depth = (typeof depths)[number]
export type Sought = { words: readonly string[]; depth: Depth }

/** Words `w` of one depth, each with the cases that have it. */
export const wordsAt = (sql: TransactionSql, depth: Depth): Fragment => {
  if (depth === 0) return sql`case_words w where true`
  return depth === 1 ? sql`said_words w where w.depth = 1` : sql`said_words w where w.depth = 2`
}

/**
 * Cases that have, for each of `words`, a word that begins with it at this depth, and do not at one before it. The
 * planner takes all accounts for equally large and knows little of a word, so every statement here leaves it one index,
 * one order and one way to join.
 */
export async function findByWords(
  sql: TransactionSql,
  filter: SessionFilter,
  sought: Sought,
  { hits = hitLimits, looked = mostLookedAt }: Limits = {},
): Promise<CasesFound> {
  const { words, depth } = sought
  for (const [round, most] of hits.entries()) {
    for (const counted of round === 0 ? [words] : rarestFirst(words)) {
      const counts = await countHits(sql, { words: counted, depth }, most)
      const few = counted.filter((_, at) => (counts[at] ?? 0) <= most)
      if (few.length === 0) continue
      const others = words.filter((word) => !few.includes(word))
      const cases = havingAll(sql, { words: few, depth }, filter, most)
      return { ids: await among(sql, cases, filter, sought, others), looked_to: null }
    }
    if (round > 0) continue
    const ids = await among(sql, newestCases(sql, filter, filter.limit * glancedAt), filter, sought)
    if (ids.length === filter.limit) return { ids, looked_to: null }
  }
  const ids = await among(sql, newestCases(sql, filter, looked), filter, sought)
  return { ids, looked_to: ids.length < filter.limit ? await lastLookedAt(sql, filter, looked) : null }
}

const newestCases = (sql: TransactionSql, filter: SessionFilter, most: number): Fragment => sql`
  select s.id from ai_sessions s where true ${after(sql, sql`s.id`, filter)} ${withinDays(sql, filter)}
  order by s.id desc limit ${most}`

/**
 * Ids grow with time, those of one moment in any order: the days asked for, and an hour more, as a range of ids. What is
 * not of these days within it is left out where cases are narrowed.
 */
function withinDays(sql: TransactionSql, { from, to }: SessionFilter): Fragment {
  const first =
    from &&
    sql`
    and s.id >= (select f.id from ai_sessions f where f.created_at >= ${from}::timestamptz - interval '1 hour'
      order by f.created_at, f.id limit 1)`
  const last =
    to &&
    sql`
    and s.id <= (select l.id from ai_sessions l where l.created_at < ${to}::timestamptz + interval '1 hour'
      order by l.created_at desc, l.id desc limit 1)`
  return sql`${first || sql``} ${last || sql``}`
}

/** Words with a number have fewer hits than others, mostly: where one of them has few, the others are not counted. */
function rarestFirst(words: readonly string[]): string[][] {
  const isNumbered = (word: string) => /\p{N}/u.test(word)
  const groups = [words.filter(isNumbered), words.filter((word) => !isNumbered(word))]
  return groups.filter((group) => group.length > 0)
}

/** Greater than every word that begins with the one before it. */
const last = '\u{10ffff}'
export const begins = (sql: TransactionSql, word: string): Fragment =>
  sql`w.word >= ${word} and w.word < ${word + last}`

const after = (sql: TransactionSql, id: Fragment, filter: SessionFilter): Fragment =>
  filter.after ? sql`and ${id} < ${filter.after}` : sql``

/**
 * Sets of some thousand ids, each read once: looking one word up for each hit of another costs ten times as much. The
 * order inside keeps the planner from the index by case, which it would follow to the account's end for a rare word.
 */
function havingAll(
  sql: TransactionSql,
  { words, depth }: Sought,
  filter: SessionFilter,
  most: number,
): Fragment {
  const sets = words.map(
    (word): Fragment => sql`
      (select w.session_id as id from ${wordsAt(sql, depth)}
        and ${begins(sql, word)} ${after(sql, sql`w.session_id`, filter)} order by w.word offset 0)`,
  )
  const all = sets.reduce((some, set) => sql`${some} intersect ${set}`)
  return sql`select distinct every_one.id from (${all}) every_one order by every_one.id desc limit ${most}`
}

/** How many hits each word has, one more than `most` at most. The order leaves the planner no way but the index. */
export async function countHits(
  sql: TransactionSql,
  { words, depth }: Sought,
  most: number,
): Promise<number[]> {
  const counts = words.reduce(
    (all, word) => sql`${all}, (select count(*)::int from (
      select from ${wordsAt(sql, depth)} and ${begins(sql, word)} order by w.word limit ${most + 1}) hit)`,
    sql`null::int` as Fragment,
  )
  const [row] = await sql<{ counts: number[] }[]>`select array_remove(array[${counts}], null) as counts`
  return row?.counts ?? []
}

/**
 * Of `cases`, which come newest first, the first ones that have the words that are `open` too, and are not found less
 * deep. `offset 0`: looked up one by one.
 */
async function among(
  sql: TransactionSql,
  cases: Fragment,
  filter: SessionFilter,
  { words, depth }: Sought,
  open = words,
): Promise<string[]> {
  const { status, ticket_id, handler_id, from, to, open_to } = filter
  const isNarrowed = status || ticket_id || handler_id || from || to || (open_to && !opensAllBoards(open_to))
  const before = depths.filter((less) => less < depth)
  const conditions = before.reduce(
    (all, less) => sql`${all} and not (true ${hasAll(sql, { words, depth: less })})`,
    hasAll(sql, { words: open, depth }),
  )
  const rows = await sql<{ id: string }[]>`
    select hit.id from (${cases}) hit
    where true ${conditions}
      ${isNarrowed ? sql`and exists (select from ai_sessions s where s.id = hit.id ${onlyCases(sql, filter)} offset 0)` : sql``}
    order by hit.id desc
    limit ${filter.limit}`
  return rows.map(({ id }) => id)
}

const hasAll = (sql: TransactionSql, { words, depth }: Sought): Fragment =>
  words.reduce(
    (all, word) => sql`${all}
      and exists (select from ${wordsAt(sql, depth)} and w.session_id = hit.id and ${begins(sql, word)} offset 0)`,
    sql`` as Fragment,
  )

async function lastLookedAt(
  sql: TransactionSql,
  filter: SessionFilter,
  looked: number,
): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`
    select s.id from ai_sessions s where true ${after(sql, sql`s.id`, filter)} ${withinDays(sql, filter)}
    order by s.id desc offset ${looked - 1} limit 1`
  return row?.id ?? null
}
