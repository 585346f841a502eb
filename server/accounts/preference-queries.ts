import type { TransactionSql } from '../db/connect.ts'

export async function findPreferences(sql: TransactionSql): Promise<unknown> {
  const [row] = await sql<{ preferences: unknown }[]>`select preferences from accounts`
  return row?.preferences
}

type Change = Record<string, string | null | undefined>

/** Merged in the database, so that two admins who set different things both keep theirs; null takes a value out. */
export async function mergePreferences(sql: TransactionSql, change: Change): Promise<unknown> {
  const [row] = await sql<{ preferences: unknown }[]>`
    update accounts set preferences = jsonb_strip_nulls(preferences || ${sql.json(change)}) returning preferences`
  return row?.preferences
}

export async function findOwnPreferences(sql: TransactionSql, userId: string): Promise<unknown> {
  const [row] = await sql<{ preferences: unknown }[]>`select preferences from users where id = ${userId}`
  return row?.preferences
}

export async function mergeOwnPreferences(
  sql: TransactionSql,
  userId: string,
  change: Change,
): Promise<unknown> {
  const [row] = await sql<{ preferences: unknown }[]>`
    update users set preferences = jsonb_strip_nulls(preferences || ${sql.json(change)})
    where id = ${userId} returning preferences`
  return row?.preferences
}

/** `change`: nobody else changes them until this transaction ends. */
export async function findWriteRights(sql: TransactionSql, to: 'read' | 'change'): Promise<unknown> {
  const [row] = await sql<{ write_rights: unknown }[]>`
    select write_rights from accounts ${to === 'change' ? sql`for update` : sql``}`
  return row?.write_rights
}

export async function setWriteRights(sql: TransactionSql, rights: object): Promise<void> {
  await sql`update accounts set write_rights = ${sql.json(rights as never)}`
}
