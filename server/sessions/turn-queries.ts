import type { FlowPlace } from '../../shared/contracts/flows.ts'
import type { TicketContext } from '../../shared/contracts/tickets.ts'
import type { Fragment } from '../db/as-json.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { SessionRow } from './queries.ts'

/** Long enough for a slow database, short enough that a case is free soon after its process died. */
export const turnLeaseSeconds = 30

export type TurnRow = { id: string; alive: boolean; partial: string }

/** The turn that stands in a case; `alive`: its lease has not run out. */
export const turnOf = (sql: TransactionSql, sessionId: string): Fragment => sql`
  select id, lease_until > now() as alive, partial from turns where session_id = ${sessionId}`

/** To be asked after the lock of the case, not with it. */
export async function findTurn(sql: TransactionSql, sessionId: string): Promise<TurnRow | undefined> {
  const [row] = await sql<TurnRow[]>`${turnOf(sql, sessionId)}`
  return row
}

/**
 * Keeps the turn believed alive, with what was said so far. Answers whether somebody asked it to stop; undefined when it
 * is not ours any more.
 */
export async function renewTurn(
  sql: TransactionSql,
  { session_id, id }: { session_id: string; id: string },
  partial: string,
): Promise<{ stop: boolean } | undefined> {
  const [row] = await sql<{ stop: boolean }[]>`
    update turns set lease_until = now() + make_interval(secs => ${turnLeaseSeconds}), partial = ${partial}
    where session_id = ${session_id} and id = ${id} returning stop`
  return row
}

export async function askTurnToStop(sql: TransactionSql, sessionId: string): Promise<void> {
  await sql`update turns set stop = true where session_id = ${sessionId}`
}

/** A turn that lost its process: the case is free of it, what it had said stays in its reply. */
export async function interruptTurn(sql: TransactionSql, sessionId: string, remark: string): Promise<void> {
  await sql`
    with freed as (delete from turns where session_id = ${sessionId} returning id, partial)
    update ai_session_steps p set state = 'interrupted', remark = ${remark}, content = freed.partial
    from freed where p.session_id = ${sessionId} and p.id = freed.id and p.state = 'streaming'`
}

export const flowMoved = (sql: TransactionSql, flowId: string, place: FlowPlace): Fragment => sql`
  flow_id = ${flowId}, flow_place = ${sql.json(place)}`

export const historyOf = (sql: TransactionSql, sessionId: string): Fragment => sql`
    select role, content, case when kind is not null then
      json_build_object('kind', kind, 'model', model, 'prompt_hash', prompt_hash) end as origin
    from model_turns
    where session_id = ${sessionId} and seq >= coalesce(
      (select max(seq) from model_turns where session_id = ${sessionId} and begins), 0)
    order by seq`

/** The ticket of a case as it was last read, however long ago; null without a ticket or a reading. */
export async function ticketSnapshot(
  sql: TransactionSql,
  { psa_connection_id, psa_ticket_id }: Pick<SessionRow, 'psa_connection_id' | 'psa_ticket_id'>,
): Promise<TicketContext | null> {
  if (!psa_connection_id || !psa_ticket_id) return null
  const [row] = await sql<{ context: TicketContext }[]>`
    select context from ticket_snapshots
    where connection_id = ${psa_connection_id} and ticket_id = ${psa_ticket_id}`
  return row?.context ?? null
}

/** `note_ids`: as `ticketForModel` numbers the notes. */
export type TicketPart = Pick<TicketContext, 'ticket' | 'missing'> & {
  fetched_at: string
  note_ids: string[]
}

/** The card alone: notes may be megabytes and no view of a case shows them. */
export async function ticketPart(
  sql: TransactionSql,
  connectionId: string,
  ticketId: string,
): Promise<TicketPart | undefined> {
  const [row] = await sql<TicketPart[]>`
    select context -> 'ticket' as ticket, context -> 'missing' as missing, fetched_at,
      jsonb_path_query_array(context, '$.notes[*].id') as note_ids
    from ticket_snapshots
    where connection_id = ${connectionId} and ticket_id = ${ticketId}`
  return row
}

/** Of each note that a cause rests on: enough for a line. */
const citedCharacters = 500

/** `cited`: ids of notes besides those that the causes rest on now. */
export const ticketPartOf = (
  sql: TransactionSql,
  sessionId: string,
  cited: readonly string[],
): Fragment => sql`
    select t.context -> 'ticket' as ticket, t.context -> 'missing' as missing, t.fetched_at,
      jsonb_path_query_array(t.context, '$.notes[*].id') as note_ids,
      (select coalesce(jsonb_agg(jsonb_build_object('id', n -> 'id', 'author', n -> 'author',
          'created_at', n -> 'created_at', 'text', left(n ->> 'text', ${citedCharacters}))), '[]')
        from jsonb_array_elements(t.context -> 'notes') n
        where n ->> 'id' = any(${[...cited]}::text[]) or n ->> 'id' in (select ref ->> 'id'
          from ai_session_causes c, jsonb_array_elements(c.for_refs || c.against_refs) ref
          where c.session_id = s.id and c.deleted_at is null and ref ->> 'kind' = 'note')) as cited_notes
    from ai_sessions s
    join ticket_snapshots t on t.account_id = s.account_id and t.connection_id = s.psa_connection_id
      and t.ticket_id = s.psa_ticket_id
    where s.id = ${sessionId}`

/** Addresses that stand in the case's ticket and in its flow. */
export const addressesOf = (sql: TransactionSql, sessionId: string): Fragment => sql`
    select coalesce(t.addresses, '{}') as of_ticket, coalesce(f.addresses, '{}') as of_flow
    from ai_sessions s
    left join ticket_snapshots t on t.account_id = s.account_id and t.connection_id = s.psa_connection_id
      and t.ticket_id = s.psa_ticket_id
    left join flows f on f.account_id = s.account_id and f.id = s.flow_id
    where s.id = ${sessionId}`

/** The newest post made of update `u`, as two columns. */
export const newestPost = (sql: TransactionSql) => sql`
  newest.post ->> 'id' as post_id, newest.post`
export const newestPostJoin = (sql: TransactionSql) => sql`
  left join lateral (
    select jsonb_build_object('id', p.id, 'state', p.state, 'psa_id', p.psa_id, 'posted_at',
      to_char(p.posted_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as post
    from posts p where p.session_id = u.session_id and p.update_id = u.id
    order by p.created_at desc, p.id desc limit 1
  ) newest on true`

export const updatesOf = (sql: TransactionSql, sessionId: string): Fragment => sql`
    select u.id as update_id, u.content, u.subject, u.audience, u.length, u.context, u.session_status,
      u.steps_completed, u.time_spent_minutes, u.state, u.model_kind, u.copied_at, u.generated_at, a.name as created_by,
      ${newestPost(sql)}
    from session_updates u join users a on a.account_id = u.account_id and a.id = u.created_by ${newestPostJoin(sql)}
    where u.session_id = ${sessionId} order by u.generated_at, u.id`
