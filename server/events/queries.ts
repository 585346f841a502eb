import type { Sql, TransactionSql } from '../db/connect.ts'

export type EventRow = {
  seq: number
  kind: string
  ticket_id: string | null
  payload: Record<string, unknown>
}

/** One statement: the counter's row lock is held from here to the commit, so that ids become visible in order. */
export async function insertEvent(
  sql: TransactionSql,
  accountId: string,
  kind: string,
  payload: object,
): Promise<number> {
  const [row] = await sql<{ seq: number }[]>`
    with counter as (
      insert into event_counters (account_id, seq) values (${accountId}, 1)
      on conflict (account_id) do update set seq = event_counters.seq + 1
      returning seq
    ), written as (
      insert into events (account_id, seq, kind, payload, ticket_id)
      select ${accountId}::uuid, seq, ${kind}, what.payload, coalesce(
        what.payload ->> 'ticket_id',
        (select ticket_id from posts where account_id = ${accountId} and id = (what.payload ->> 'post_id')::uuid),
        (select psa_ticket_id from ai_sessions
         where account_id = ${accountId} and id = (what.payload ->> 'session_id')::uuid))
      from counter, (select ${sql.json(payload as never)}::jsonb as payload) what
      returning seq
    )
    select seq, pg_notify('flowpilot_events', ${accountId}::text || ' ' || seq) from written`
  return row?.seq ?? 0
}

export async function eventsAfter(
  sql: Sql | TransactionSql,
  seq: number,
  limit: number,
): Promise<EventRow[]> {
  return sql<
    EventRow[]
  >`select seq, kind, ticket_id, payload from events where seq > ${seq} order by seq limit ${limit}`
}

/** `newest`: the counter. `oldest`: the first event still kept, null when none is. */
export async function eventRange(sql: TransactionSql): Promise<{ newest: number; oldest: number | null }> {
  const [row] = await sql<{ newest: number; oldest: number | null }[]>`
    select coalesce((select seq from event_counters), 0) as newest, (select min(seq) from events) as oldest`
  return row ?? { newest: 0, oldest: null }
}
