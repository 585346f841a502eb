import type { PendingQuery, Row } from 'postgres'
import type { BookedTime, MyDay } from '../../shared/contracts/days.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { type StoredPost, waiting } from '../posts/queries.ts'
import { onOpenBoard } from '../tickets/board-queries.ts'

/** Whose day, and which. */
export type DayOf = { account_id: string; user_id: string; day: string }

export type DayRow = {
  id: string
  revision: number
  booked: BookedTime[] | null
  work_types: MyDay['work_types']
  booked_at: string | null
  booked_age_s: number | null
}

export type EntryRow = {
  id: string
  state: 'kept' | 'removed' | 'sent'
  by_hand: boolean
  started_at: string
  ended_at: string
  covers_from: string | null
  covers_to: string | null
  minutes: number | null
  session_id: string | null
  ticket_id: string | null
  work_type_id: string | null
  note: string | null
  post_id: string | null
}

export async function findDay(sql: TransactionSql, { user_id, day }: DayOf): Promise<DayRow | undefined> {
  const [row] = await sql<DayRow[]>`
    select id, revision, booked, work_types, booked_at, extract(epoch from now() - booked_at)::float8 as booked_age_s
    from my_days where user_id = ${user_id} and day = ${day}`
  return row
}

export async function entriesOf(sql: TransactionSql, dayId: string): Promise<EntryRow[]> {
  return sql<EntryRow[]>`
    select id, state, by_hand, started_at, ended_at, covers_from, covers_to, minutes, session_id, ticket_id,
      work_type_id, note, post_id
    from my_day_entries where day_id = ${dayId} order by started_at, id`
}

/** The day at its next revision, for this transaction alone; undefined where somebody was faster. */
export async function takeDay(
  sql: TransactionSql,
  of: DayOf,
  { id, revision }: { id: string; revision: number },
): Promise<{ id: string } | undefined> {
  await sql`
    insert into my_days (account_id, id, user_id, day) values (${of.account_id}, ${id}, ${of.user_id}, ${of.day})
    on conflict on constraint one_day_per_person do nothing`
  const [row] = await sql<{ id: string }[]>`
    update my_days set revision = revision + 1
    where user_id = ${of.user_id} and day = ${of.day} and revision = ${revision} returning id`
  return row
}

/** What the PSA said of this member's day, and of what can be booked. */
export async function keepBooked(
  sql: TransactionSql,
  of: DayOf,
  { id, booked, work_types }: { id: string } & Pick<DayRow, 'booked' | 'work_types'>,
): Promise<void> {
  await sql`
    insert into my_days (account_id, id, user_id, day, booked, work_types, booked_at)
    values (${of.account_id}, ${id}, ${of.user_id}, ${of.day}, ${sql.json(booked as never)},
      ${sql.json(work_types as never)}, now())
    on conflict on constraint one_day_per_person do update set booked = excluded.booked,
      work_types = excluded.work_types, booked_at = excluded.booked_at`
}

/** As they are now, in one statement, whether they were there or not. */
export async function putEntries(
  sql: TransactionSql,
  { account_id, day_id }: { account_id: string; day_id: string },
  rows: readonly EntryRow[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into my_day_entries (account_id, day_id, id, state, by_hand, started_at, ended_at, covers_from, covers_to,
      minutes, session_id, ticket_id, work_type_id, note, post_id)
    select ${account_id}, ${day_id}, r.* from jsonb_to_recordset(${sql.json(rows as never)}) as r (id uuid, state text,
      by_hand boolean, started_at timestamptz, ended_at timestamptz, covers_from timestamptz, covers_to timestamptz,
      minutes integer, session_id uuid, ticket_id text, work_type_id text, note text, post_id uuid)
    on conflict (account_id, day_id, id) do update set state = excluded.state, started_at = excluded.started_at,
      ended_at = excluded.ended_at, minutes = excluded.minutes, session_id = excluded.session_id,
      ticket_id = excluded.ticket_id, work_type_id = excluded.work_type_id, note = excluded.note, post_id = excluded.post_id`
}

export async function dropEntry(sql: TransactionSql, dayId: string, id: string): Promise<void> {
  await sql`delete from my_day_entries where day_id = ${dayId} and id = ${id}`
}

export type ActRow = {
  at: string
  session_id: string | null
  ticket_id: string | null
  title: string | null
  client: string | null
  rests: boolean
}
type Span = { from: string; to: string }

/** When this person did something between two instants, and in which case or ticket; what nobody may open is left out. */
export async function actsBetween(
  sql: TransactionSql,
  who: Pick<Ctx, 'user' | 'surface'>,
  { from, to }: Span,
): Promise<ActRow[]> {
  const { id } = who.user
  const within = (column: PendingQuery<Row[]>) => sql`${column} >= ${from} and ${column} < ${to}`
  return sql<ActRow[]>`
    select a.at, a.session_id, coalesce(s.psa_ticket_id, a.ticket_id) as ticket_id, s.title, s.client_name as client,
      a.rests
    from (
      select p.created_at as at, p.session_id, null as ticket_id, p.kind = 'system' and (
        exists (select from ai_session_pauses r where r.session_id = p.session_id
          and r.began_at between p.created_at - interval '1 second' and p.created_at + interval '1 second')
        or exists (select from closings c where c.session_id = p.session_id
          and c.closed_at between p.created_at - interval '5 seconds' and p.created_at + interval '5 seconds')) as rests
      from ai_session_steps p where p.user_id = ${id} and ${within(sql`p.created_at`)}
      union all
      select created_at, session_id, null, false from ai_session_facts
        where created_by = ${id} and ${within(sql`created_at`)}
      union all
      select done_at, session_id, null, false from ai_session_tasks
        where touched_by = ${id} and ${within(sql`done_at`)}
      union all
      select created_at, id, null, false from ai_sessions where user_id = ${id} and ${within(sql`created_at`)}
      union all
      select created_at, session_id, ticket_id, false from posts
        where user_id = ${id} and source_kind <> 'time_sheet' and ${within(sql`created_at`)}
    ) a
    -- one by one: joined as tables, every case of the account is read for the few of a day
    left join lateral (select * from ai_sessions c where c.id = a.session_id limit 1) s on true
    where s.id is null or ${onOpenBoard(sql, who)}
    order by a.at limit 20000`
}

/** Hours of this person that went, or go, to the PSA by a click elsewhere: as a closing books them. */
export async function timePostsBetween(
  sql: TransactionSql,
  user_id: string,
  { from, to }: Span,
): Promise<StoredPost[]> {
  return sql<StoredPost[]>`
    select *, ${waiting(sql)}, now() as now from posts p
    where p.user_id = ${user_id} and p.kind = 'time_entry' and p.state not in ('cancelled', 'rejected')
      -- hours are booked when they are over, or a little ahead: not all posts of years are read for today
      and p.created_at > ${from}::timestamptz - interval '7 days'
      and ("order" ->> 'started_at')::timestamptz < ${to} and ("order" ->> 'ended_at')::timestamptz > ${from}`
}

export async function postsById(sql: TransactionSql, ids: readonly string[]): Promise<StoredPost[]> {
  if (ids.length === 0) return []
  return sql<StoredPost[]>`
    select *, ${waiting(sql)}, now() as now from posts p where p.id = any(${[...ids]})`
}

export type TicketWords = {
  ticket_id: string
  title: string | null
  client: string | null
  company_id: string | null
  board_id: string | null
  url: string | null
}

/** What was last read of these tickets. */
export async function ticketWords(
  sql: TransactionSql,
  connectionId: string,
  ticketIds: readonly string[],
): Promise<TicketWords[]> {
  if (ticketIds.length === 0) return []
  return sql<TicketWords[]>`
    select ticket_id, context #>> '{ticket,summary}' as title, context #>> '{ticket,company,name}' as client,
      context #>> '{ticket,company,id}' as company_id, context #>> '{ticket,board,id}' as board_id,
      context #>> '{ticket,url}' as url
    from ticket_snapshots where connection_id = ${connectionId} and ticket_id = any(${[...ticketIds]})`
}
