import type { PendingQuery, Row } from 'postgres'
import type { TransactionSql } from './tx.ts'

/** A part of a statement. */
export type Fragment = PendingQuery<Row[]>

/** The rows of a query as one value, so that one statement brings several lists. */
export const listOf = (sql: TransactionSql, query: Fragment): Fragment =>
  sql`coalesce((select json_agg(r) from (${query}) r), '[]')`

/** The one row of a query as a value; null without one. */
export const rowOf = (sql: TransactionSql, query: Fragment): Fragment =>
  sql`(select row_to_json(r) from (${query}) r)`

/** A row that came as JSON, its instants as the driver reads them from columns. */
export function withInstants<T extends object>(row: T): T {
  const entries = Object.entries(row).map(([name, value]) =>
    name.endsWith('_at') && typeof value === 'string' ? [name, new Date(value).toISOString()] : [name, value],
  )
  return Object.fromEntries(entries) as T
}
