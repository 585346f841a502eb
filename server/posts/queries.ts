import type { BreakerSight } from '../connections/delivery.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { Change, PostRow } from './post-row.ts'

/** `breaker`: what holds its connection's sendings back, where it was asked for and the post waits to be sent. */
export type StoredPost = PostRow & { now: string; breaker?: BreakerSight | null }

const sight = (sql: TransactionSql) => sql`
  case when p.state = 'ready' then (
    select to_jsonb(b) from (
      select state, reason, probe_at, paused_until, now() as now from breakers
      where connection_id = p.connection_id) b) end as breaker`

export async function findPost(sql: TransactionSql, postId: string): Promise<StoredPost | undefined> {
  const [row] = await sql<StoredPost[]>`
    select *, ${sight(sql)}, now() as now from posts p where id = ${postId}`
  return row
}

/** The row as nobody can change it until this transaction ends. */
export async function lockPost(sql: TransactionSql, postId: string): Promise<StoredPost | undefined> {
  const [row] = await sql<
    StoredPost[]
  >`select *, clock_timestamp() as now from posts where id = ${postId} for update`
  return row
}

export type PostFilter = {
  session_id?: string | undefined
  states?: string[] | undefined
  ticket_id?: string | undefined
}

/** Newest first. `after`: id of the last post of the page before. */
export async function listPosts(
  sql: TransactionSql,
  filter: PostFilter & { after?: string | undefined; limit: number },
): Promise<StoredPost[]> {
  const { session_id, states, ticket_id, after } = filter
  return sql<StoredPost[]>`
    select *, ${sight(sql)}, now() as now from posts p
    where true
      ${session_id ? sql`and p.session_id = ${session_id}` : sql``}
      ${states ? sql`and p.state = any(${states})` : sql``}
      ${ticket_id ? sql`and p.ticket_id = ${ticket_id}` : sql``}
      ${after ? sql`and (p.created_at, p.id) < (select a.created_at, a.id from posts a where a.id = ${after})` : sql``}
    order by p.created_at desc, p.id desc
    limit ${filter.limit}`
}

export type NewPostRow = Pick<
  PostRow,
  | 'account_id'
  | 'id'
  | 'intent_key'
  | 'kind'
  | 'placement'
  | 'connection_id'
  | 'ticket_id'
  | 'company_id'
  | 'session_id'
  | 'update_id'
  | 'user_id'
  | 'member_identifier'
  | 'body'
  | 'body_hash'
  | 'tag'
  | 'psa_url'
  | 'explanation'
>

/** False when this intent, this text of this update, or this tag is there already. Waits for whoever is writing it. */
export async function insertPost(sql: TransactionSql, row: NewPostRow, undoS: number): Promise<boolean> {
  const inserted = await sql`
    insert into posts (account_id, id, intent_key, kind, placement, connection_id, ticket_id, company_id, session_id,
      update_id, user_id, member_identifier, body, body_hash, tag, psa_url, explanation, send_after,
      epoch)
    values (${row.account_id}, ${row.id}, ${row.intent_key}, ${row.kind}, ${row.placement}, ${row.connection_id},
      ${row.ticket_id}, ${row.company_id}, ${row.session_id}, ${row.update_id}, ${row.user_id},
      ${row.member_identifier}, ${row.body}, ${row.body_hash}, ${row.tag}, ${row.psa_url}, ${row.explanation},
      now() + make_interval(secs => ${undoS}), coalesce((select number from epochs), 1))
    on conflict do nothing`
  return inserted.count > 0
}

export async function findByIntent(sql: TransactionSql, intentKey: string): Promise<StoredPost | undefined> {
  const [row] = await sql<StoredPost[]>`
    select *, now() as now from posts
    where intent_key = ${intentKey} or id = (select post_id from post_intents where intent_key = ${intentKey})`
  return row
}

/** A further key for a post that is there. */
export async function bindIntent(sql: TransactionSql, intentKey: string, post: PostRow): Promise<void> {
  await sql`
    insert into post_intents (account_id, intent_key, post_id) values (${post.account_id}, ${intentKey}, ${post.id})
    on conflict do nothing`
}

export async function findSameNote(
  sql: TransactionSql,
  same: Pick<PostRow, 'update_id' | 'body_hash' | 'placement' | 'connection_id' | 'ticket_id'>,
): Promise<StoredPost | undefined> {
  const [row] = await sql<StoredPost[]>`
    select *, now() as now from posts
    where body_hash = ${same.body_hash} and placement = ${same.placement} and state <> 'cancelled'
      and (update_id = ${same.update_id}
        -- A draft made anew with the same words is no second note while the first may be in the ticket.
        or (connection_id = ${same.connection_id} and ticket_id = ${same.ticket_id}
          and state not in ('verified', 'rejected')))
    order by update_id = ${same.update_id} desc
    limit 1`
  return row
}

/** Posts made in the last minute, and the seconds until the oldest of them is older than that. */
export async function recentPosts(sql: TransactionSql): Promise<{ count: number; retry_after_s: number }> {
  const [row] = await sql<{ count: number; retry_after_s: number }[]>`
    select count(*) as count,
      greatest(1, ceil(60 - extract(epoch from now() - coalesce(min(created_at), now()))))::int as retry_after_s
    from posts where created_at > now() - interval '1 minute'`
  return row ?? { count: 0, retry_after_s: 60 }
}

export async function updatePost(sql: TransactionSql, postId: string, { set }: Change): Promise<StoredPost> {
  const fields: Record<string, unknown> = { ...set }
  for (const name of ['candidates', 'last_outcome'] as const)
    if (fields[name]) fields[name] = sql.json(fields[name] as never)
  const [row] = await sql<StoredPost[]>`
    update posts set ${sql(fields as never)}, updated_at = clock_timestamp() where id = ${postId}
    returning *, clock_timestamp() as now`
  return row as StoredPost
}

/** A stretch of `seconds` for others to leave this row alone while its look goes on. */
export async function beginLook(
  sql: TransactionSql,
  postId: string,
  state: string,
  seconds: number,
): Promise<StoredPost> {
  const [row] = await sql<StoredPost[]>`
    update posts set state = ${state}, look_count = look_count + 1, updated_at = now(),
      check_at = now() + make_interval(secs => ${seconds})
    where id = ${postId} returning *, now() as now`
  return row as StoredPost
}

/** The row for one audit, with a stretch of `seconds` for others to leave it alone; undefined when none is due. */
export async function beginAudit(
  sql: TransactionSql,
  postId: string,
  seconds: number,
): Promise<StoredPost | undefined> {
  const [row] = await sql<StoredPost[]>`
    update posts set look_count = look_count + 1, audit_due = now() + make_interval(secs => ${seconds})
    where id = ${postId} and queue = 'audit' and due_at <= now() returning *, now() as now`
  return row
}

export type HistoryRow = {
  at: string
  user_id: string | null
  user_name: string | null
  action: string
  result: string
  detail: Record<string, unknown>
}

/** What the audit log keeps of one post, oldest first. */
export async function historyOf(sql: TransactionSql, postId: string, limit: number): Promise<HistoryRow[]> {
  return sql<HistoryRow[]>`
    select a.at, a.user_id, u.name as user_name, a.action, a.result, a.detail
    from audit_log a left join users u on u.account_id = a.account_id and u.id = a.user_id
    where a.subject_kind = 'post' and a.subject_id = ${postId}
    order by a.at, a.id limit ${limit}`
}
