import type { TransactionSql } from '../db/connect.ts'
import type { Known } from './password-rule.ts'

export async function findKnown(
  sql: TransactionSql,
  userId: string,
): Promise<(Known & { has_password: boolean }) | undefined> {
  const [row] = await sql<(Known & { has_password: boolean })[]>`
    select u.email, u.name, a.name as account_name, a.key as account_key, u.password_hash is not null as has_password
    from users u join accounts a on a.account_id = u.account_id where u.id = ${userId}`
  return row
}

/** A password of their own: nobody of the demo any more. */
export async function setPassword(sql: TransactionSql, userId: string, hash: string): Promise<void> {
  await sql`
    update users set password_hash = ${hash}, demo = false
    where id = ${userId}`
}

/** Nobody of the demo either: what everybody knows lets them in no more. */
export async function takeAwayPassword(sql: TransactionSql, userId: string): Promise<void> {
  await sql`update users set password_hash = null, demo = false where id = ${userId}`
}

export type Purpose = 'invitation' | 'reset'

export async function insertLink(
  sql: TransactionSql,
  row: {
    account_id: string
    id: string
    user_id: string
    purpose: Purpose
    token_hash: string
    created_by: string | null
    life_hours: number
  },
): Promise<string> {
  const [made] = await sql<{ expires_at: string }[]>`
    insert into password_links (account_id, id, user_id, purpose, token_hash, created_by, expires_at)
    values (${row.account_id}, ${row.id}, ${row.user_id}, ${row.purpose}, ${row.token_hash}, ${row.created_by},
            now() + make_interval(hours => ${row.life_hours}))
    returning expires_at`
  return new Date(made?.expires_at ?? 0).toISOString()
}

/** What somebody made who makes none any more. */
export async function voidLinksBy(sql: TransactionSql, makerId: string): Promise<void> {
  await sql`
    update password_links set voided_at = now()
    where created_by = ${makerId} and used_at is null and voided_at is null`
}

/** Of a person's links only the newest counts. */
export async function voidLinks(sql: TransactionSql, userId: string): Promise<void> {
  await sql`
    update password_links set voided_at = now()
    where user_id = ${userId} and used_at is null and voided_at is null`
}

export type LinkRow = {
  id: string
  user_id: string
  purpose: Purpose
  /** Null: the operator. */
  created_by: string | null
  expires_at: string
  used: boolean
  voided: boolean
  expired: boolean
}

/** Locked: of two who bring it the first sets the password. */
export async function lockLink(sql: TransactionSql, id: string): Promise<LinkRow | undefined> {
  const [row] = await sql<LinkRow[]>`
    select id, user_id, purpose, created_by, expires_at, used_at is not null as used, voided_at is not null as voided,
           expires_at <= clock_timestamp() as expired
    from password_links where id = ${id} for update`
  return row
}

export async function useLink(sql: TransactionSql, id: string): Promise<void> {
  await sql`update password_links set used_at = now() where id = ${id}`
}
