import type { TransactionSql } from '../db/connect.ts'

export type FactorRow = {
  secret_sealed: string | null
  pending_sealed: string | null
  last_step: number
  /** Wrong codes of the last five minutes. */
  recent_failures: number
  /** Seconds until the oldest of them counts no more. */
  retry_after_s: number
}

/** Locked: of two that bring the same code the first is in. */
export async function lockFactor(sql: TransactionSql, userId: string): Promise<FactorRow | undefined> {
  const [row] = await sql<FactorRow[]>`
    select secret_sealed, pending_sealed, last_step::float8 as last_step, recent.count as recent_failures,
           coalesce(ceil(extract(epoch from recent.oldest + interval '5 minutes' - clock_timestamp()))::int, 0) as retry_after_s
    from second_factors, lateral (
      select count(*)::int as count, min(at) as oldest from unnest(failures) as at
      where at > clock_timestamp() - interval '5 minutes') as recent
    where user_id = ${userId} for update of second_factors`
  return row
}

export type FactorSight = { since: string | null; required: boolean; left: number; has_password: boolean }

export async function readFactor(sql: TransactionSql, userId: string): Promise<FactorSight | undefined> {
  const [row] = await sql<FactorSight[]>`
    select f.since, a.second_factor_required as required, u.password_hash is not null as has_password,
           (select count(*)::int from recovery_codes r where r.user_id = u.id and r.used_at is null) as left
    from users u
    join accounts a on a.account_id = u.account_id
    left join second_factors f on f.account_id = u.account_id and f.user_id = u.id and f.secret_sealed is not null
    where u.id = ${userId}`
  return row
}

/** What a right password still lacks: a code, a factor that the account asks for, or nothing. */
export async function secondStepOf(sql: TransactionSql, userId: string): Promise<'code' | 'enrol' | null> {
  const [row] = await sql<{ step: 'code' | 'enrol' | null }[]>`
    select case when f.secret_sealed is not null then 'code' when a.second_factor_required then 'enrol' end as step
    from users u
    join accounts a on a.account_id = u.account_id
    left join second_factors f on f.account_id = u.account_id and f.user_id = u.id
    where u.id = ${userId}`
  return row?.step ?? null
}

/** The account asks for a factor and this person has none. */
export async function lacksFactor(sql: TransactionSql, userId: string): Promise<boolean> {
  return (await secondStepOf(sql, userId)) === 'enrol'
}

/** A secret that waits for its first code; one that counts goes on counting until then. */
export async function setPending(
  sql: TransactionSql,
  row: { account_id: string; user_id: string; sealed: string },
): Promise<void> {
  await sql`
    insert into second_factors (account_id, user_id, pending_sealed)
    values (${row.account_id}, ${row.user_id}, ${row.sealed})
    on conflict (account_id, user_id) do update set pending_sealed = excluded.pending_sealed`
}

export async function confirmPending(sql: TransactionSql, userId: string, step: number): Promise<void> {
  await sql`
    update second_factors
    set secret_sealed = pending_sealed, pending_sealed = null, last_step = ${step}, failures = '{}', since = now()
    where user_id = ${userId}`
}

export async function useStep(sql: TransactionSql, userId: string, step: number): Promise<void> {
  await sql`update second_factors set last_step = ${step}, failures = '{}' where user_id = ${userId}`
}

/** Those older than five minutes count no more and go. */
export async function countFailure(sql: TransactionSql, userId: string): Promise<void> {
  await sql`
    update second_factors set failures = array_append(
      array(select at from unnest(failures) as at where at > clock_timestamp() - interval '5 minutes'), clock_timestamp())
    where user_id = ${userId}`
}

/** True when there was one. */
export async function deleteFactor(sql: TransactionSql, userId: string): Promise<boolean> {
  await sql`delete from recovery_codes where user_id = ${userId}`
  const gone = await sql`delete from second_factors where user_id = ${userId} returning secret_sealed`
  return gone.some((row) => row.secret_sealed !== null)
}

export async function replaceRecoveryCodes(
  sql: TransactionSql,
  row: { account_id: string; user_id: string; hashes: readonly string[] },
): Promise<void> {
  await sql`delete from recovery_codes where user_id = ${row.user_id}`
  await sql`
    insert into recovery_codes (account_id, user_id, code_hash)
    select ${row.account_id}, ${row.user_id}, hash from unnest(${sql.array([...row.hashes])}::text[]) as hash`
}

/** True for the first who brings it. */
export async function useRecoveryCode(sql: TransactionSql, userId: string, hash: string): Promise<boolean> {
  const used = await sql`
    update recovery_codes set used_at = now()
    where user_id = ${userId} and code_hash = ${hash} and used_at is null returning 1`
  return used.length > 0
}

export async function insertChallenge(
  sql: TransactionSql,
  row: { account_id: string; id: string; user_id: string; token_hash: string; life_s: number },
): Promise<void> {
  await sql`
    insert into sign_in_challenges (account_id, id, user_id, token_hash, expires_at)
    values (${row.account_id}, ${row.id}, ${row.user_id}, ${row.token_hash}, now() + make_interval(secs => ${row.life_s}))`
}

/** Locked, and only while it counts: neither used nor too old. */
export async function lockChallenge(
  sql: TransactionSql,
  id: string,
): Promise<{ user_id: string } | undefined> {
  const [row] = await sql<{ user_id: string }[]>`
    select user_id from sign_in_challenges
    where id = ${id} and used_at is null and expires_at > clock_timestamp() for update`
  return row
}

export async function useChallenge(sql: TransactionSql, id: string): Promise<void> {
  await sql`update sign_in_challenges set used_at = now() where id = ${id}`
}
