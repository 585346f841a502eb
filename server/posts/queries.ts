import type { NewPostReason } from '../../shared/contracts/post-reasons.ts'
import type { BreakerView } from '../connections/delivery.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { firstBefore, isHeld } from '../db/posts-at-their-end.ts'
import { onOpenBoard } from '../tickets/board-queries.ts'
import type { Breaker } from './breaker/breaker.ts'
import type { Change, PostRow } from './machine/row.ts'

/**
 * `breaker`: what holds its connection's sendings back, where it was asked for and the post waits to be sent. `held`: it
 * waits for another post; `held_by`: for which.
 */
export type StoredPost = PostRow & {
  now: string
  breaker?: BreakerView | null
  held?: boolean
  held_by?: Pick<PostRow, 'id' | 'kind' | 'state'> | null
}

/** `signs`: what its connection's breaker counts, null where it never counted. */
export type LockedPost = StoredPost & {
  signs: Pick<Breaker, 'state' | 'unreadable_count' | 'busy_count'> | null
}

const held = (sql: TransactionSql) => sql`p.state = 'ready' and ${isHeld(sql)} as held`
const waiting = (sql: TransactionSql) => sql`
  ${held(sql)}, case when p.state = 'ready' then (
    select to_jsonb(b) from (${firstBefore(sql)}) b) end as held_by, case when p.state = 'ready' then (
    select to_jsonb(b) from (
      select state, cause, probe_at, paused_until, now() as now from breakers
      where connection_id = p.connection_id) b) end as breaker`

export async function findPost(sql: TransactionSql, postId: string): Promise<StoredPost | undefined> {
  const [row] = await sql<StoredPost[]>`
    select *, ${waiting(sql)}, now() as now from posts p where id = ${postId}`
  return row
}

/** The row as nobody can change it until this transaction ends. */
export async function lockPost(sql: TransactionSql, postId: string): Promise<LockedPost | undefined> {
  const [row] = await sql<LockedPost[]>`
    select *, ${held(sql)}, clock_timestamp() as now, (
      select to_jsonb(b) from (
        select state, unreadable_count, busy_count from breakers where connection_id = p.connection_id) b) as signs
    from posts p where id = ${postId} for no key update`
  return row
}

export async function ticketOfCase(sql: TransactionSql, sessionId: string): Promise<string | null> {
  const [row] = await sql<{ psa_ticket_id: string | null }[]>`
    select psa_ticket_id from ai_sessions where id = ${sessionId}`
  return row?.psa_ticket_id ?? null
}

/** Of post `p`: its case, or where it has none its ticket as last read, stands on a board that this person opens. */
const onOpenPost = (sql: TransactionSql, who: Pick<Ctx, 'user' | 'surface'>) => sql`exists (
  select from (
    select c.psa_ticket_id, c.psa_board_id, c.user_id, c.current_handler_id from ai_sessions c where c.id = p.session_id
    union all
    select p.ticket_id, (select t.context #>> '{ticket,board,id}' from ticket_snapshots t
      where t.connection_id = p.connection_id and t.ticket_id = p.ticket_id), p.user_id, p.user_id
    where p.session_id is null) s
  where ${onOpenBoard(sql, who)})`

export async function opensPost(
  sql: TransactionSql,
  who: Pick<Ctx, 'user' | 'surface'>,
  postId: string,
): Promise<boolean> {
  const found = await sql`select from posts p where p.id = ${postId} and ${onOpenPost(sql, who)}`
  return found.length > 0
}

export type PostFilter = {
  session_id?: string | undefined
  states?: string[] | undefined
  ticket_id?: string | undefined
  /** Only posts on boards that this person opens. */
  open_to?: Pick<Ctx, 'user' | 'surface'>
}

/** Newest first. `after`: id of the last post of the page before. */
export async function listPosts(
  sql: TransactionSql,
  filter: PostFilter & { after?: string | undefined; limit: number },
): Promise<StoredPost[]> {
  const { session_id, states, ticket_id, open_to, after } = filter
  return sql<StoredPost[]>`
    select *, ${waiting(sql)}, now() as now from posts p
    where true
      ${session_id ? sql`and p.session_id = ${session_id}` : sql``}
      ${states ? sql`and p.state = any(${states})` : sql``}
      ${ticket_id ? sql`and p.ticket_id = ${ticket_id}` : sql``}
      ${open_to ? sql`and ${onOpenPost(sql, open_to)}` : sql``}
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
  undoS: number,
): Promise<StoredPost | undefined> {
  const { order, ...plain } = row
  const columns = { ...plain, order: sql.json(order as never) }
  const [inserted] = await sql<StoredPost[]>`
    with p as (
      insert into posts ${sql({
        ...columns,
        reason: 'waiting',
        reason_at: sql`now()`,
        send_after: sql`now() + make_interval(secs => ${undoS})`,
        epoch: sql`coalesce((select number from epochs), 1)`,
      } as never)}
      on conflict do nothing returning *)
    select *, ${waiting(sql)}, now() as now from p`
  return inserted
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
    from posts where created_at > now() - interval '1 minute'`
  return row as Outset
}

export async function updatePost(sql: TransactionSql, postId: string, { set }: Change): Promise<StoredPost> {
  const { why, ...rest } = set
  const fields: Record<string, unknown> = { ...rest, ...(why ? columnsOf(why) : {}) }
  for (const name of ['candidates', 'last_outcome', 'order', 'reason_params'] as const)
    if (fields[name]) fields[name] = sql.json(fields[name] as never)
  const reasonAt = why ? sql`, reason_at = clock_timestamp()` : sql``
  const [row] = await sql<StoredPost[]>`
    update posts set ${sql(fields as never)}, updated_at = clock_timestamp(), revision = revision + 1 ${reasonAt} where id = ${postId}
    returning *, clock_timestamp() as now`
  return row as StoredPost
}

/** A sentence of an earlier version goes with what it said. */
function columnsOf({ code, ...params }: NewPostReason) {
  const reason_params = Object.keys(params).length > 0 ? params : null
  return { reason: code, reason_params, explanation: null }
}

/** A stretch of `seconds` for others to leave this row alone while its look goes on. */
export async function beginLook(
  sql: TransactionSql,
  postId: string,
  state: string,
  seconds: number,
): Promise<StoredPost> {
  const [row] = await sql<StoredPost[]>`
    update posts set state = ${state}, look_count = look_count + 1, updated_at = now(), revision = revision + 1,
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
    update posts set look_count = look_count + 1, revision = revision + 1, audit_due = now() + make_interval(secs => ${seconds})
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
