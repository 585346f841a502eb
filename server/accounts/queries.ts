import type { Role } from '../../shared/contracts/accounts.ts'
import type { TransactionSql } from '../db/connect.ts'

export type UserRow = {
  id: string
  email: string | null
  name: string
  role: Role
  active: boolean
  password_hash: string | null
}

export async function insertAccount(
  sql: TransactionSql,
  row: { account_id: string; key: string; name: string },
): Promise<void> {
  await sql`insert into accounts (account_id, key, name) values (${row.account_id}, ${row.key}, ${row.name})`
}

export async function insertUser(
  sql: TransactionSql,
  row: {
    account_id: string
    id: string
    email: string | null
    name: string
    role: Role
    password_hash: string | null
    demo?: boolean
  },
): Promise<void> {
  await sql`
    insert into users (account_id, id, email, name, role, password_hash, demo)
    values (${row.account_id}, ${row.id}, ${row.email}, ${row.name}, ${row.role}, ${row.password_hash},
            ${row.demo ?? false})`
}

/** Tokens without a family count while this stays. */
export async function findEpoch(sql: TransactionSql, userId: string): Promise<number> {
  const [row] = await sql<{ token_epoch: number }[]>`select token_epoch from users where id = ${userId}`
  return row?.token_epoch ?? 0
}

/** Unless the password was changed meanwhile. */
export async function replaceHash(
  sql: TransactionSql,
  userId: string,
  hash: { old: string; new: string },
): Promise<void> {
  await sql`
    update users set password_hash = ${hash.new} where id = ${userId} and password_hash = ${hash.old}`
}

/** Whose a token, code, challenge or link is. */
export async function findHolder(
  sql: TransactionSql,
  table: 'refresh_tokens' | 'oauth_codes' | 'password_links' | 'sign_in_challenges',
  id: string,
): Promise<string | undefined> {
  const [row] = await sql<{ user_id: string }[]>`select user_id from ${sql(table)} where id = ${id}`
  return row?.user_id
}

/**
 * Somebody as they stay until the transaction ends. Whoever grants, exchanges or ends a sign-in begins with this: an
 * ending that waited for a token alone would not see the successor that was made meanwhile. The account comes before
 * the person, as where its people or rules are changed: the other way round two would wait for each other.
 */
export async function lockUser(sql: TransactionSql, userId: string): Promise<UserRow | undefined> {
  await sql`select 1 from accounts for key share`
  const [row] = await sql<UserRow[]>`
    select id, email, name, role, active, password_hash from users where id = ${userId} for no key update`
  return row
}

/** The same for whoever holds this token, code, challenge or link. */
export async function lockHolder(
  sql: TransactionSql,
  table: Parameters<typeof findHolder>[1],
  id: string,
): Promise<UserRow | undefined> {
  const userId = await findHolder(sql, table, id)
  return userId === undefined ? undefined : lockUser(sql, userId)
}

export async function findUser(sql: TransactionSql, userId: string): Promise<UserRow | undefined> {
  const [row] = await sql<UserRow[]>`
    select id, email, name, role, active, password_hash from users where id = ${userId}`
  return row
}

/** So many are switched on at most: an account of engineers, not a directory. Of the others the list holds as many. */
export const mostPeople = 500

/** People change one after the other: of two owners who demote each other the second finds what the first did. */
export async function lockPeople(sql: TransactionSql): Promise<void> {
  await sql`select 1 from accounts for update`
}

/** Whether one more may be switched on. Only under `lockPeople`. */
export async function hasRoom(sql: TransactionSql): Promise<boolean> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from users where active`
  return (row?.count ?? 0) < mostPeople
}

/** Somebody new, who is switched on. False where the account has as many people as it can have. */
export async function addPerson(
  sql: TransactionSql,
  row: Parameters<typeof insertUser>[1],
): Promise<boolean> {
  await lockPeople(sql)
  if (!(await hasRoom(sql))) return false
  await insertUser(sql, row)
  return true
}
