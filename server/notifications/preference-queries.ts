import type { TransactionSql } from '../db/connect.ts'
import type { Choices } from './preferences.ts'

export async function findPerson(
  sql: TransactionSql,
  userId: string,
): Promise<{ choices: Choices; email: string | null }> {
  const [row] = await sql<{ choices: Choices | null; email: string | null }[]>`
    select preferences -> 'notifications' as choices, email from users where id = ${userId}`
  return { choices: row?.choices ?? {}, email: row?.email ?? null }
}

/** Merged in the database, as two tabs may choose different things; null takes a choice back. */
export async function mergeChoices(sql: TransactionSql, userId: string, change: Choices): Promise<void> {
  await sql`
    update users set preferences = jsonb_set(preferences, '{notifications}',
      jsonb_strip_nulls(coalesce(preferences -> 'notifications', '{}') || ${sql.json(change as never)}))
    where id = ${userId}`
}
