import type { TurnCase } from './protocol.ts'

const lists = ['questions', 'tasks', 'facts', 'causes'] as const
type List = (typeof lists)[number]
type Row = { id: string }

/**
 * What a later `get_case` of the same conversation tells: fields that differ, rows that are new or differ, and `gone`,
 * the ids of rows that are no more. What was sent before stays sent.
 */
export type CaseNews = Partial<TurnCase> & { gone?: string[] }

export function newsOf(before: TurnCase, after: TurnCase): CaseNews {
  const news: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(after))
    if (!isList(key) && !isSame(value, before[key as keyof TurnCase])) news[key] = value
  const gone: string[] = []
  for (const list of lists) {
    const [old, now]: [Row[], Row[]] = [before[list], after[list]]
    const changed = now.filter((row) => !isSame(row, find(old, row.id)))
    // Where rows changed places, all are told in their order.
    const isMoved = !isSame(idsOf(merged(old, changed, after)), idsOf(now))
    if (isMoved || changed.length > 0) news[list] = isMoved ? now : changed
    gone.push(...idsOf(old).filter((id) => !find(now, id)))
  }
  return gone.length > 0 ? { ...news, gone } : news
}

/** The case after its news; a whole case where nothing was told before. */
export function withNews(before: unknown, news: unknown): unknown {
  if (!isRecord(news)) return before
  if (!isRecord(before)) return news
  const { gone, ...rest } = news
  const after: Record<string, unknown> = { ...before, ...rest }
  const left = new Set(Array.isArray(gone) ? gone : [])
  for (const list of lists) {
    const [old, told] = [rowsOf(before[list]), rowsOf(rest[list])]
    const isWhole = told.length >= old.filter(({ id }) => !left.has(id)).length && told.length > 0
    const rows = isWhole && old.every(({ id }) => left.has(id) || find(told, id)) ? told : replaced(old, told)
    after[list] = rows.filter(({ id }) => !left.has(id))
  }
  return after
}

/** The rows as they stood, changed ones in their place, new ones behind. */
function replaced(old: Row[], changed: Row[]): Row[] {
  const added = changed.filter(({ id }) => !find(old, id))
  return [...old.map((row) => find(changed, row.id) ?? row), ...added]
}

function merged(old: Row[], changed: Row[], after: TurnCase): Row[] {
  const stays = new Set(lists.flatMap((list: List) => idsOf(after[list])))
  return replaced(old, changed).filter(({ id }) => stays.has(id))
}

const isList = (key: string): key is List => (lists as readonly string[]).includes(key)
const find = (rows: readonly Row[], id: string) => rows.find((row) => row.id === id)
const idsOf = (rows: readonly Row[]) => rows.map(({ id }) => id)
const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
const rowsOf = (value: unknown): Row[] => (Array.isArray(value) ? (value as Row[]) : [])
