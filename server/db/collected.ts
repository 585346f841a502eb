import type postgres from 'postgres'

export type AuditRow = {
  account_id: string
  id: string
  user_id: string | null
  action: string
  subject_kind: string
  subject_id: string | null
  result: string
  detail: Record<string, unknown>
  address: string | null
  surface: string | null
  token_id: string | null
}

export type NewEvent = {
  account_id: string
  kind: string
  payload: object
  /** The only person it is sent to; null: everybody who may read it. */
  user_id: string | null
}

/** What a transaction has to tell: written by its last statement, whenever in it each line was told. */
export type Collected = {
  audit: AuditRow[]
  /** By kind and ids: the same event of the same rows, told twice, is one. */
  events: Map<string, NewEvent>
}

/**
 * The audit lines, the account's counter and the events in one statement. The counter's row stays locked from here to
 * the commit, so that numbers become visible in order. Answers the newest event's number; null without events.
 */
export async function writeCollected(
  sql: postgres.TransactionSql,
  { audit, events }: Collected,
): Promise<number | null> {
  const told = [...events.values()]
  const [newest] = await sql<{ seq: number }[]>`
    with told as (
      select * from rows from (jsonb_to_recordset(${sql.json(told as never)})
        as (account_id uuid, kind text, payload jsonb, user_id uuid))
        with ordinality as told(account_id, kind, payload, user_id, n)
    ), counter as (
      insert into event_counters as counter (account_id, seq)
      select account_id, count(*) from told group by account_id
      on conflict (account_id) do update set seq = counter.seq + excluded.seq
      returning account_id, seq
    ), written as (
      insert into events (account_id, seq, kind, payload, user_id, ticket_id)
      select told.account_id, counter.seq - ${told.length}::int + told.n, told.kind, told.payload, told.user_id, coalesce(
        told.payload ->> 'ticket_id',
        (select ticket_id from posts p
         where p.account_id = told.account_id and p.id = (told.payload ->> 'post_id')::uuid),
        (select psa_ticket_id from ai_sessions s
         where s.account_id = told.account_id and s.id = (told.payload ->> 'session_id')::uuid))
      from told join counter on counter.account_id = told.account_id
    ), recorded as (
      insert into audit_log (account_id, id, user_id, action, subject_kind, subject_id, result, detail,
        address, surface, token_id)
      select account_id, id, user_id, action, subject_kind, subject_id, result, detail, address, surface, token_id
      from jsonb_to_recordset(${sql.json(audit as never)}) as line(account_id uuid, id uuid, user_id uuid,
        action text, subject_kind text, subject_id text, result text, detail jsonb, address text, surface text,
        token_id uuid)
    )
    select seq from counter`
  return newest?.seq ?? null
}
