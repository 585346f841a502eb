import type { TransactionSql } from '../db/connect.ts'

/** Who holds a family of refresh tokens: our own pages, or the side panel. */
export type Holder = 'app' | 'panel'

export type RefreshRow = {
  id: string
  user_id: string
  family_id: string
  surface: Holder
  signed_in_by: Way
  successor_sealed: string | null
  revoked: boolean
  expired: boolean
  /** Seconds since it was exchanged, null while it was not. */
  rotated_s: number | null
}

/** How a family began: what the second factor is asked after, and what it is not. */
export type Way = 'password' | 'single_sign_on'

export type NewRefresh = {
  account_id: string
  id: string
  user_id: string
  family_id: string
  token_hash: string
  idle_days: number
}

export async function insertFamily(
  sql: TransactionSql,
  row: NewRefresh & { surface: Holder; longest_days: number; signed_in_by: Way; device: string },
): Promise<void> {
  await sql`
    insert into refresh_tokens (account_id, id, user_id, family_id, surface, signed_in_by, device, token_hash,
      expires_at, family_expires_at)
    values (${row.account_id}, ${row.id}, ${row.user_id}, ${row.family_id}, ${row.surface}, ${row.signed_in_by},
            ${row.device}, ${row.token_hash}, now() + make_interval(days => ${row.idle_days}), now() + make_interval(days => ${row.longest_days}))`
}

/** Locked: of parallel exchanges of one token the first decides and the others see what it did. */
export async function lockRefresh(sql: TransactionSql, id: string): Promise<RefreshRow | undefined> {
  const [row] = await sql<RefreshRow[]>`
    select id, user_id, family_id, surface, signed_in_by, successor_sealed, revoked_at is not null as revoked,
           expires_at <= now() or family_expires_at <= now() as expired,
           extract(epoch from clock_timestamp() - rotated_at)::float8 as rotated_s
    from refresh_tokens where id = ${id} for update`
  return row
}

/** The successor lives on in the family: its own idle time, the family's end. */
export async function rotateRefresh(
  sql: TransactionSql,
  old: { id: string; successor_sealed: string },
  successor: { id: string; token_hash: string; idle_days: number },
): Promise<void> {
  await sql`
    insert into refresh_tokens (account_id, id, user_id, family_id, surface, signed_in_by, device, token_hash,
      expires_at, family_expires_at)
    select account_id, ${successor.id}, user_id, family_id, surface, signed_in_by, device, ${successor.token_hash},
           least(now() + make_interval(days => ${successor.idle_days}), family_expires_at), family_expires_at
    from refresh_tokens where id = ${old.id}`
  await sql`
    update refresh_tokens set rotated_at = clock_timestamp(), successor_sealed = ${old.successor_sealed} where id = ${old.id}`
}

/** Only under the lock of the person: a successor that is made meanwhile would stay open. */
export async function revokeFamily(sql: TransactionSql, familyId: string): Promise<void> {
  await sql`
    update refresh_tokens set revoked_at = now(), successor_sealed = null
    where family_id = ${familyId} and revoked_at is null`
}

/**
 * Ends every sign-in of a person but for one family: tokens of page and panel, tokens of pods, panel codes that were
 * not fetched yet, and passwords that wait for their second factor.
 */
export async function endSignIns(
  sql: TransactionSql,
  userId: string,
  exceptFamilyId: string | null,
): Promise<void> {
  // first: it locks the person, and what a refresh has made until then is seen and ended
  await sql`update users set token_epoch = token_epoch + 1 where id = ${userId}`
  await sql`
    update refresh_tokens set revoked_at = now(), successor_sealed = null
    where revoked_at is null and family_id in (
      select family_id from refresh_tokens
      where user_id = ${userId} and rotated_at is null and revoked_at is null
        and family_id is distinct from ${exceptFamilyId}::uuid)`
  await sql`update oauth_codes set used_at = now() where user_id = ${userId} and used_at is null`
  await sql`delete from sign_in_challenges where user_id = ${userId}`
}

export type OpenSignIn = {
  id: string
  surface: Holder
  device: string
  signed_in_by: Way
  started_at: string
  last_seen_at: string
}

/** A person's open families, by their newest token. At most 100. */
export async function openSignIns(
  sql: TransactionSql,
  userId: string,
  longestDays: number,
): Promise<OpenSignIn[]> {
  return sql<OpenSignIn[]>`
    select family_id as id, surface, device, signed_in_by, created_at as last_seen_at,
           family_expires_at - make_interval(days => ${longestDays}) as started_at
    from refresh_tokens
    where user_id = ${userId} and rotated_at is null and revoked_at is null
      and expires_at > now() and family_expires_at > now()
    order by created_at desc, family_id limit 100`
}

/** True where this family of the person was open until now. Only under the lock of the person. */
export async function endFamilyOf(sql: TransactionSql, userId: string, familyId: string): Promise<boolean> {
  const ended = await sql`
    update refresh_tokens set revoked_at = now(), successor_sealed = null
    where family_id = ${familyId} and user_id = ${userId} and revoked_at is null returning 1`
  return ended.length > 0
}
