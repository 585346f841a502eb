import type { TransactionSql } from './tx.ts'

/** What one account's retention ends. A row too many waits for the next round: no statement takes more than its share. */
const most = 10_000

export async function pruneAccount(sql: TransactionSql): Promise<void> {
  await sql`
    delete from events where ctid in (
      select ctid from events where at < now() - interval '7 days' limit ${most})`
  await sql`
    delete from refresh_tokens where ctid in (
      select ctid from refresh_tokens where family_expires_at < now() limit ${most})`
  await sql`
    update refresh_tokens set successor_sealed = null
    where successor_sealed is not null and rotated_at < now() - interval '1 minute'`
  await sql`
    delete from oauth_codes where ctid in (
      select ctid from oauth_codes where expires_at < now() - interval '1 day' limit ${most})`
  await sql`
    delete from sign_in_challenges where ctid in (
      select ctid from sign_in_challenges where expires_at < now() limit ${most})`
  await sql`
    delete from password_links where ctid in (
      select ctid from password_links where expires_at < now() - interval '90 days' limit ${most})`
  await sql`
    delete from ticket_snapshots where ctid in (
      select ctid from ticket_snapshots t where fetched_at < now() - interval '1 day'
        and not exists (select from ai_sessions s where s.account_id = t.account_id
          and s.psa_connection_id = t.connection_id and s.psa_ticket_id = t.ticket_id and s.status <> 'resolved')
      limit ${most})`
  await sql`
    delete from images where ctid in (
      select ctid from images i where i.sent_at < now() - interval '1 day'
        and not exists (select from step_images h where h.account_id = i.account_id and h.image_id = i.id)
      limit ${most})`
  await sql`
    delete from drafts where ctid in (
      select ctid from drafts where updated_at < now() - interval '90 days' limit ${most})`
  await sql`
    delete from notifications where ctid in (
      select ctid from notifications where created_at < now() - interval '90 days' limit ${most})`
}
