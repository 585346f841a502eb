import type { Sql, TransactionSql } from '../../server/db/connect.ts'
import { isHeld } from '../../server/db/posts-at-their-end.ts'
import type { FinalEnd } from './ends.ts'
import type { Account, Click } from './seed.ts'

/** An engineer's case and connection, as connecting and sharing leave them. */
export async function insertConnection(
  sql: TransactionSql,
  { account_id, connection_id, company }: Pick<Account, 'account_id' | 'connection_id' | 'company'>,
  { site, keys_sealed }: { site: string; keys_sealed: string },
): Promise<void> {
  await sql`
    insert into connections (account_id, id, kind, name, site_url, site, keys_sealed,
      public_key_hint, pod_origins)
    values (${account_id}, ${connection_id}, 'connectwise', 'ConnectWise', ${site},
      ${sql.json({ company_id: company, client_id: '3f2a9c54-7d1e-4b60-9a83-5c1f0e7b2d46' })}, ${keys_sealed}, 'demo…', ${[site]})`
}

export async function insertCase(
  sql: TransactionSql,
  { account_id, connection_id, user_id }: Account,
  session: { id: string; ticket_id: string; is_open: boolean },
): Promise<void> {
  await sql`
    insert into ai_sessions (account_id, id, title, intake_type, psa_connection_id, psa_ticket_id, user_id,
      current_handler_id, status, resolved_at)
    values (${account_id}, ${session.id}, 'Mail', 'psa_ticket', ${connection_id}, ${session.ticket_id}, ${user_id},
      ${user_id}, ${session.is_open ? 'active' : 'resolved'}, ${session.is_open ? null : sql`now()`})`
}

/** The engineer is a member, so that hours have somebody to be booked on. */
export async function insertMapping(
  sql: TransactionSql,
  { account_id, connection_id, user_id }: Account,
): Promise<void> {
  await sql`
    insert into member_mappings (account_id, connection_id, user_id, member_id, member_identifier, member_name, source,
      state)
    values (${account_id}, ${connection_id}, ${user_id}, '7', 'engineer', 'Engineer', 'hand', 'name')`
}

export async function insertUpdate(sql: TransactionSql, click: Click): Promise<void> {
  const audience = click.placement === 'internal' ? 'ticket_notes' : 'client_update'
  await sql`
    insert into session_updates (account_id, session_id, id, audience, length, context, content, session_status,
      steps_completed, time_spent_minutes, state, model_kind, state_version, created_by)
    values (${click.account.account_id}, ${click.session_id}, ${click.update_id}, ${audience}, 'quick', 'status',
      ${click.text}, 'investigating', 0, 1, 'complete', 'offline', 1, ${click.account.user_id})`
}

export type FinalPost = {
  id: string
  account_id: string
  update_id: string | null
  session_id: string | null
  source_kind: string
  intent_key: string
  kind: string
  ticket_id: string
  placement: string | null
  state: string
  attempt: number
  psa_id: string | null
  reason: string | null
  check_at: string | null
  seconds: number
  was_uncertain: boolean
  /** It waits for another one, which waits for a person. */
  is_held: boolean
  after_post_id: string | null
}

export function finalPosts(admin: Sql): Promise<FinalPost[]> {
  return admin<FinalPost[]>`
    select p.id, p.account_id, p.update_id, p.session_id, p.source_kind, p.intent_key, p.kind, p.ticket_id, p.state = 'ready' and ${isHeld(admin)} as is_held, p.after_post_id, p.placement, p.state, p.attempt, p.psa_id, p.reason,
      p.check_at, extract(epoch from coalesce(p.verified_at, p.updated_at) - p.created_at)::float8 as seconds,
      exists (select from audit_log a where a.subject_id = p.id::text
        and a.action in ('post.uncertain', 'post.checking')) as was_uncertain
    from posts p order by p.created_at, p.id`
}

export async function countOpen(admin: Sql): Promise<number> {
  const [row] = await admin<{ open: number }[]>`
    select count(*)::int as open from posts p
    where state in ('sending', 'uncertain', 'checking', 'blocked') or (state = 'posted' and check_at is not null)
      or (state = 'ready' and not ${isHeld(admin)})`
  return row?.open ?? 0
}

/**
 * Waits of minutes that no run can sit out are over, those of seconds stay: the next try after a proven "not sent",
 * the pause a PSA asked for, and the time for which what a dead process began, a look or a trial, is left alone.
 */
export async function shortenWaits(admin: Sql): Promise<number> {
  const sends = await admin`
    update posts set send_after = now() where state = 'ready' and send_after > now() + interval '4 seconds'`
  const looks = await admin`
    update posts set check_at = now()
    where state in ('checking', 'posted') and check_at > now() + interval '20 seconds'
      and updated_at < now() - interval '10 seconds'`
  const pauses = await admin`
    update breakers set paused_until = now() where paused_until > now() + interval '4 seconds'`
  const trials = await admin`
    update breakers b set trial_until = now()
    where trial_until > now() + interval '5 seconds' and not exists (
      select from posts p where p.id = b.trial_post_id and p.state = 'sending' and p.lease_until > now())`
  return sends.count + looks.count + pauses.count + trials.count
}

export function connectionsOnHold(admin: Sql): Promise<{ id: string; account_id: string }[]> {
  return admin`select id, account_id from connections where health <> 'ok'`
}

/** The process of one connection to the database, at random. */
export async function someBackend(admin: Sql): Promise<number | undefined> {
  const [row] = await admin<{ pid: number }[]>`
    select pid from pg_stat_activity
    where application_name = 'flowpilot' and pid <> pg_backend_pid() order by random() limit 1`
  return row?.pid
}

/** How each case that was closed or handed on stands. */
export function finalEnds(admin: Sql): Promise<FinalEnd[]> {
  return admin<FinalEnd[]>`
    select s.id as session_id, s.status,
      (select coalesce(jsonb_agg(c.id), '[]') from closings c where c.session_id = s.id) as closings,
      (select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'claimed_by', h.claimed_by,
        'is_waiting', h.claimed_at is null and h.withdrawn_at is null)), '[]')
        from handoffs h where h.session_id = s.id) as handoffs
    from ai_sessions s`
}
