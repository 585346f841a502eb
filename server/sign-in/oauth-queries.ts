import type { TransactionSql } from '../db/connect.ts'
import type { Way } from './refresh-queries.ts'

export async function insertCode(
  sql: TransactionSql,
  row: {
    account_id: string
    id: string
    user_id: string
    code_hash: string
    client_id: string
    redirect_uri: string
    code_challenge: string
    signed_in_by: Way
    device: string
    life_s: number
  },
): Promise<void> {
  await sql`
    insert into oauth_codes (account_id, id, user_id, code_hash, client_id, redirect_uri, code_challenge, signed_in_by,
      device, expires_at)
    values (${row.account_id}, ${row.id}, ${row.user_id}, ${row.code_hash}, ${row.client_id}, ${row.redirect_uri},
            ${row.code_challenge}, ${row.signed_in_by}, ${row.device}, now() + make_interval(secs => ${row.life_s}))`
}

type CodeRow = {
  id: string
  user_id: string
  client_id: string
  redirect_uri: string
  code_challenge: string
  signed_in_by: Way
  device: string
  used: boolean
  expired: boolean
}

/** Locked: of two that bring the same code the first gets the tokens and the second ends them. */
export async function lockCode(sql: TransactionSql, id: string): Promise<CodeRow | undefined> {
  const [row] = await sql<CodeRow[]>`
    select id, user_id, client_id, redirect_uri, code_challenge, signed_in_by, device, used_at is not null as used,
           expires_at <= clock_timestamp() as expired
    from oauth_codes where id = ${id} for update`
  return row
}

export async function useCode(sql: TransactionSql, id: string): Promise<void> {
  await sql`update oauth_codes set used_at = now() where id = ${id}`
}

/** False when the user is known at this provider by another subject already, or the subject as another user. */
export async function linkIdentity(
  sql: TransactionSql,
  row: { account_id: string; user_id: string; issuer: string; subject: string },
): Promise<boolean> {
  await sql`
    insert into user_identities (account_id, user_id, issuer, subject)
    values (${row.account_id}, ${row.user_id}, ${row.issuer}, ${row.subject})
    on conflict do nothing`
  // of two first sign-ins at once the second finds what the first wrote
  const found = await sql`
    select 1 from user_identities
    where user_id = ${row.user_id} and issuer = ${row.issuer} and subject = ${row.subject}`
  return found.length > 0
}
