import type { SignInRules } from '../../shared/contracts/sign-in.ts'
import type { TransactionSql } from '../db/connect.ts'

export type RulesRow = Pick<SignInRules, 'provisioning' | 'linking' | 'sso_only' | 'second_factor_required'>

export async function selectRules(sql: TransactionSql): Promise<RulesRow | undefined> {
  const [row] = await sql<
    RulesRow[]
  >`select provisioning, linking, sso_only, second_factor_required from accounts`
  return row
}

/** Locked, so that the audit line says what was there before. */
export async function lockRules(sql: TransactionSql): Promise<RulesRow | undefined> {
  const [row] = await sql<
    RulesRow[]
  >`select provisioning, linking, sso_only, second_factor_required from accounts for update`
  return row
}

export async function updateRules(sql: TransactionSql, rules: RulesRow): Promise<void> {
  await sql`
    update accounts set provisioning = ${rules.provisioning}, linking = ${rules.linking},
      sso_only = ${rules.sso_only}, second_factor_required = ${rules.second_factor_required}`
}

export async function setSsoOnly(sql: TransactionSql, ssoOnly: boolean): Promise<void> {
  await sql`update accounts set sso_only = ${ssoOnly}`
}

/**
 * Ends every sign-in of page and panel but those of one person, and of everybody what a password has opened halfway:
 * codes of the panel that were not fetched yet, and passwords that wait for their second factor. Answers who is
 * signed out. Only while the account is locked: whoever signs in or refreshes locks it too.
 */
export async function endOtherSignIns(sql: TransactionSql, userId: string): Promise<string[]> {
  const ended = await sql<{ user_id: string }[]>`
    with ended as (
      update refresh_tokens set revoked_at = now(), successor_sealed = null
      where revoked_at is null and user_id <> ${userId}
      returning user_id)
    select distinct user_id from ended order by user_id`
  await sql`
    update oauth_codes set used_at = now()
    where used_at is null and (user_id <> ${userId} or signed_in_by = 'password')`
  await sql`delete from sign_in_challenges`
  return ended.map(({ user_id }) => user_id)
}
