import type { NewPostReason } from '../../shared/contracts/post-reasons.ts'
import type { PostSource } from '../../shared/contracts/posts.ts'
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
/** What stands beside a row that waits to be sent. */
export const waiting = (sql: TransactionSql) => sql`
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

/** Newest first: what waits for another one comes before it. */
export async function unsentOfSource(sql: TransactionSql, { kind, id }: PostSource): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from posts where source_kind = ${kind} and source_id = ${id} and state in ('ready', 'blocked')
    order by created_at desc, id desc`
  return rows.map((row) => row.id)
}

export async function ticketOfCase(sql: TransactionSql, sessionId: string): Promise<string | null> {
  const [row] = await sql<{ psa_ticket_id: string | null }[]>`
    select psa_ticket_id from ai_sessions where id = ${sessionId}`
  return row?.psa_ticket_id ?? null
}

/** Of post `p`: its case, or where it has none its ticket as last read, stands on a board that this person opens. */
export const onOpenPost = (sql: TransactionSql, who: Pick<Ctx, 'user' | 'surface'>) => sql`exists (
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
