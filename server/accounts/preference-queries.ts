import type { TransactionSql } from '../db/connect.ts'

export async function findPreferences(sql: TransactionSql): Promise<unknown> {
  const [row] = await sql<{ preferences: unknown }[]>`select preferences from accounts`
  return row?.preferences
}

/** Merged in the database, so that two admins who set different things both keep theirs. */
export async function mergePreferences(
  sql: TransactionSql,
  change: Record<string, string | undefined>,
): Promise<unknown> {
  const [row] = await sql<{ preferences: unknown }[]>`
    update accounts set preferences = preferences || ${sql.json(change)} returning preferences`
  return row?.preferences
}
