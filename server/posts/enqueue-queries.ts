import type { TransactionSql } from '../db/connect.ts'
import type { PostRow } from './machine/row.ts'
import { type StoredPost, waiting } from './queries.ts'

export type NewPostRow = Pick<
  PostRow,
  | 'account_id'
  | 'id'
  | 'intent_key'
  | 'kind'
  | 'order'
  | 'source_kind'
  | 'source_id'
  | 'dedupe_key'
  | 'after_post_id'
  | 'placement'
  | 'connection_id'
  | 'ticket_id'
  | 'company_id'
  | 'session_id'
  | 'user_id'
  | 'member_identifier'
  | 'body'
  | 'author_line'
  | 'body_hash'
  | 'tag'
  | 'psa_url'
>

/** Nothing when this intent, its dedupe key or its tag is there already. Waits for whoever is writing it. */
export async function insertPost(
  sql: TransactionSql,
  row: NewPostRow,
  waitS: number,
): Promise<StoredPost | undefined> {
  const [inserted] = await insertPosts(sql, [row], waitS)
  return inserted
}

/** The same for several at once; those that are there already are left out. */
export async function insertPosts(
  sql: TransactionSql,
  rows: readonly NewPostRow[],
  waitS = 0,
): Promise<StoredPost[]> {
  const columns = rows.map(({ order, ...plain }) => ({
    ...plain,
    order: sql.json(order as never),
    reason: 'waiting',
    reason_at: sql`now()`,
    send_after: sql`now() + make_interval(secs => ${waitS})`,
    epoch: sql`coalesce((select number from epochs), 1)`,
  }))
  return sql<StoredPost[]>`
    with p as (
      insert into posts ${sql(columns as never)}
      on conflict do nothing returning *)
    select *, ${waiting(sql)}, now() as now from p`
}

/** A note that still waits and was never sent goes now, with these words in place of its own; null: with its own. */
export async function releaseNote(
  sql: TransactionSql,
  source: { source_kind: string; source_id: string },
  text: { body: string; body_hash: string } | null,
): Promise<StoredPost | undefined> {
  const words = text
    ? sql`, body = case when author_line is null then split_part(body, chr(10), 1) || chr(10) else '' end
      || ${text.body}, body_hash = ${text.body_hash}`
    : sql``
  const [row] = await sql<StoredPost[]>`
    with p as (
      update posts set send_after = now(), revision = revision + 1, updated_at = now() ${words}
      where source_kind = ${source.source_kind} and source_id = ${source.source_id} and kind = 'note'
        and state = 'ready' and attempt = 0 and not_sent_count = 0 and send_after > now()
      returning *)
    select *, ${waiting(sql)}, now() as now from p`
  return row
}

/** A further key for a post that is there. */
export async function bindIntent(sql: TransactionSql, intentKey: string, post: PostRow): Promise<void> {
  await sql`
    insert into post_intents (account_id, intent_key, post_id) values (${post.account_id}, ${intentKey}, ${post.id})
    on conflict do nothing`
}

export type SameWrite = Pick<
  PostRow,
  'dedupe_key' | 'body_hash' | 'placement' | 'connection_id' | 'ticket_id' | 'source_kind'
>

/**
 * The post of this very intent, or else what the same source made before, and for a note the same words on their way to
 * the same readers of the ticket.
 */
export async function findEarlier(
  sql: TransactionSql,
  intentKey: string,
  same: SameWrite,
): Promise<(StoredPost & { by_intent: boolean }) | undefined> {
  const [row] = await sql<(StoredPost & { by_intent: boolean })[]>`
    (select *, now() as now, true as by_intent from posts
      where intent_key = ${intentKey} or id = (select post_id from post_intents where intent_key = ${intentKey}))
    union all
    (select *, now() as now, false as by_intent from posts
      where state <> 'cancelled' and (dedupe_key = ${same.dedupe_key}
        -- A draft made anew with the same words is no second note while the first may be in the ticket.
        or (${same.source_kind} = 'update' and source_kind = 'update' and body_hash = ${same.body_hash}
          and placement = ${same.placement} and connection_id = ${same.connection_id}
          and ticket_id = ${same.ticket_id} and state not in ('verified', 'rejected')))
      order by (dedupe_key = ${same.dedupe_key}) desc nulls last
      limit 1)
    order by by_intent desc limit 1`
  return row
}

/** Work of this member, booked or on its way through here, that lies over a span of time. */
export async function findOverlap(
  sql: TransactionSql,
  { member, started_at, minutes }: { member: string; started_at: string; minutes: number },
): Promise<{ ticket_id: string } | undefined> {
  const [row] = await sql<{ ticket_id: string }[]>`
    select ticket_id from posts
    where kind = 'time_entry' and state not in ('cancelled', 'rejected')
      and lower("order" ->> 'member_identifier') = lower(${member})
      and ("order" ->> 'started_at')::timestamptz < ${started_at}::timestamptz + make_interval(mins => ${minutes})
      and ("order" ->> 'started_at')::timestamptz + make_interval(mins => ("order" ->> 'minutes')::int)
        > ${started_at}::timestamptz
    limit 1`
  return row
}

export type Outset = { count: number; retry_after_s: number; write_rights: unknown }

/** Posts made in the last minute, the seconds until the oldest of them is older, and who may write what. */
export async function beforeEnqueue(sql: TransactionSql): Promise<Outset> {
  const [row] = await sql<Outset[]>`
    select count(*) as count,
      greatest(1, ceil(60 - extract(epoch from now() - coalesce(min(created_at), now()))))::int as retry_after_s,
      (select write_rights from accounts) as write_rights
    from posts where created_at > now() - interval '1 minute' and source_kind <> 'time_sheet'`
  return row as Outset
}
