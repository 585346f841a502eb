import type { TransactionSql } from '../db/connect.ts'

/** Who holds a family of refresh tokens: our own pages, or the side panel. */
export type Holder = 'app' | 'panel'

export type RefreshRow = {
  id: string
  user_id: string
  family_id: string
  surface: Holder
  successor_sealed: string | null
  revoked: boolean
  expired: boolean
  /** Seconds since it was exchanged, null while it was not. */
  rotated_s: number | null
}

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
  row: NewRefresh & { surface: Holder; longest_days: number },
): Promise<void> {
  await sql`
    insert into refresh_tokens (account_id, id, user_id, family_id, surface, token_hash, expires_at, family_expires_at)
    values (${row.account_id}, ${row.id}, ${row.user_id}, ${row.family_id}, ${row.surface}, ${row.token_hash},
            now() + make_interval(days => ${row.idle_days}), now() + make_interval(days => ${row.longest_days}))`
}

export async function findRefreshUser(sql: TransactionSql, id: string): Promise<string | undefined> {
  const [row] = await sql<{ user_id: string }[]>`select user_id from refresh_tokens where id = ${id}`
  return row?.user_id
}

/** Locked: of parallel exchanges of one token the first decides and the others see what it did. */
export async function lockRefresh(sql: TransactionSql, id: string): Promise<RefreshRow | undefined> {
  const [row] = await sql<RefreshRow[]>`
    select id, user_id, family_id, surface, successor_sealed, revoked_at is not null as revoked,
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
    insert into refresh_tokens (account_id, id, user_id, family_id, surface, token_hash, expires_at, family_expires_at)
    select account_id, ${successor.id}, user_id, family_id, surface, ${successor.token_hash},
           least(now() + make_interval(days => ${successor.idle_days}), family_expires_at), family_expires_at
    from refresh_tokens where id = ${old.id}`
  await sql`
    update refresh_tokens set rotated_at = clock_timestamp(), successor_sealed = ${old.successor_sealed} where id = ${old.id}`
}

export async function revokeFamily(sql: TransactionSql, familyId: string): Promise<void> {
  await sql`
    update refresh_tokens set revoked_at = now(), successor_sealed = null
    where family_id = ${familyId} and revoked_at is null`
}
