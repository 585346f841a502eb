import type { Sql, TransactionSql } from '../db/connect.ts'

/** A column of sealed values. Those of an account are read as its app role, those of the process as the system. */
export type SealedColumn = {
  table: string
  column: string
  of: 'account' | 'process'
  /** Rows whose sealed value nobody opens any more are left alone. */
  unless_set?: string
}

/** Every column of the database that holds sealed values; its name ends in `_sealed`. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'connections', column: 'keys_sealed', of: 'account' },
  { table: 'identity_providers', column: 'client_secret_sealed', of: 'account' },
  { table: 'notification_channels', column: 'url_sealed', of: 'account' },
  { table: 'refresh_tokens', column: 'successor_sealed', of: 'account' },
  { table: 'second_factors', column: 'secret_sealed', of: 'account' },
  { table: 'second_factors', column: 'pending_sealed', of: 'account' },
  { table: 'signing_keys', column: 'private_sealed', of: 'process', unless_set: 'retired_at' },
]

/** The next values of a column, in the order of the values themselves: no two are the same. */
export async function sealedAfter(
  sql: Sql | TransactionSql,
  { table, column, unless_set }: SealedColumn,
  last: string,
  limit: number,
): Promise<string[]> {
  const rows = await sql<{ sealed: string }[]>`
    select ${sql(column)} as sealed from ${sql(table)}
    where ${sql(column)} collate "C" > ${last} ${unless_set ? sql`and ${sql(unless_set)} is null` : sql``}
    order by ${sql(column)} collate "C" limit ${limit}`
  return rows.map(({ sealed }) => sealed)
}

/** False when it was changed meanwhile: then whoever changed it sealed it. */
export async function replaceSealed(
  sql: Sql | TransactionSql,
  { table, column }: Pick<SealedColumn, 'table' | 'column'>,
  before: string,
  after: string,
): Promise<boolean> {
  const updated = await sql`
    update ${sql(table)} set ${sql(column)} = ${after} where ${sql(column)} = ${before}`
  return updated.count > 0
}
