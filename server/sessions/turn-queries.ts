import type { Flow, FlowPlace } from '../../shared/contracts/flows.ts'
import type { CitedNote } from '../../shared/contracts/sessions.ts'
import type { TicketContext } from '../../shared/contracts/tickets.ts'
import type { Update } from '../../shared/contracts/updates.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { ModelTurn } from '../model/gateway.ts'
import type { RowChange, SessionRow } from './queries.ts'

/** Long enough for a slow database, short enough that a case is free soon after its process died. */
export const turnLeaseSeconds = 30

/** The caller holds the row lock of the case and has seen that no living turn stands in it. */
export const turnTaken = (sql: TransactionSql, turnId: string, owner: string): RowChange => sql`
  turn_id = ${turnId}, turn_owner = ${owner}, turn_stop = false,
  turn_lease_until = now() + make_interval(secs => ${turnLeaseSeconds})`

/** Keeps the turn believed alive; undefined when it is not ours any more. */
export async function renewTurn(
  sql: TransactionSql,
  sessionId: string,
  turnId: string,
): Promise<{ turn_stop: boolean } | undefined> {
  const [row] = await sql<{ turn_stop: boolean }[]>`
    update ai_sessions set turn_lease_until = now() + make_interval(secs => ${turnLeaseSeconds})
    where id = ${sessionId} and turn_id = ${turnId} returning turn_stop`
  return row
}

export async function askTurnToStop(sql: TransactionSql, sessionId: string): Promise<void> {
  await sql`update ai_sessions set turn_stop = true where id = ${sessionId} and turn_id is not null`
}

export const turnFreed = (sql: TransactionSql): RowChange => sql`
  turn_id = null, turn_owner = null, turn_lease_until = null, turn_stop = false`

export const flowMoved = (sql: TransactionSql, flowId: string, place: FlowPlace): RowChange => sql`
  flow_id = ${flowId}, flow_place = ${sql.json(place)}`

/** The ticket was told to the model; a newer reading stays news. */
export const ticketNewsTold = (sql: TransactionSql, newsAt: string): RowChange => sql`
  ticket_news_at = case when date_trunc('milliseconds', ticket_news_at) > ${newsAt}::timestamptz then ticket_news_at end`

export async function findFlow(sql: TransactionSql, flowId: string): Promise<Flow | undefined> {
  const [row] = await sql<
    { definition: Flow }[]
  >`select definition from flows where id = ${flowId} and hash is not null`
  return row?.definition
}

export async function modelHistory(sql: TransactionSql, sessionId: string): Promise<ModelTurn[]> {
  return sql<ModelTurn[]>`
    select role, content, case when kind is not null then
      json_build_object('kind', kind, 'model', model, 'prompt_hash', prompt_hash) end as origin
    from model_turns
    where session_id = ${sessionId} and seq >= coalesce(
      (select max(seq) from model_turns where session_id = ${sessionId} and begins), 0)
    order by seq`
}

/** As text: a jsonb parameter would put the keys into another order, and the history must replay byte for byte. */
export async function appendModelTurns(
  sql: TransactionSql,
  { account_id, session_id, begins }: { account_id: string; session_id: string; begins: boolean },
  turns: ModelTurn[],
): Promise<void> {
  const roles = turns.map(({ role }) => role)
  const contents = turns.map(({ content }) => JSON.stringify(content))
  const kinds = turns.map(({ origin }) => origin?.kind ?? null)
  const models = turns.map(({ origin }) => origin?.model ?? null)
  const hashes = turns.map(({ origin }) => origin?.prompt_hash ?? null)
  await sql`
    insert into model_turns (account_id, session_id, seq, role, content, kind, model, prompt_hash, begins)
    select ${account_id}, ${session_id}, before.seq + added.n, added.role, added.content::json,
      added.kind, added.model, added.prompt_hash, ${begins} and added.n = 1
    from unnest(${roles}::text[], ${contents}::text[], ${kinds}::text[], ${models}::text[], ${hashes}::text[])
        with ordinality as added(role, content, kind, model, prompt_hash, n),
      (select coalesce(max(seq), 0) as seq from model_turns where session_id = ${session_id}) before`
}

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

export async function ticketPartOf(
  sql: TransactionSql,
  sessionId: string,
): Promise<(TicketPart & { cited_notes: CitedNote[] }) | undefined> {
  const [row] = await sql<(TicketPart & { cited_notes: CitedNote[] })[]>`
    select t.context -> 'ticket' as ticket, t.context -> 'missing' as missing, t.fetched_at,
      jsonb_path_query_array(t.context, '$.notes[*].id') as note_ids,
      (select coalesce(jsonb_agg(jsonb_build_object('id', n -> 'id', 'author', n -> 'author',
          'created_at', n -> 'created_at', 'text', left(n ->> 'text', ${citedCharacters}))), '[]')
        from jsonb_array_elements(t.context -> 'notes') n
        where n ->> 'id' in (select ref ->> 'id'
          from ai_session_causes c, jsonb_array_elements(c.for_refs || c.against_refs) ref
          where c.session_id = s.id and c.deleted_at is null and ref ->> 'kind' = 'note')) as cited_notes
    from ai_sessions s
    join ticket_snapshots t on t.account_id = s.account_id and t.connection_id = s.psa_connection_id
      and t.ticket_id = s.psa_ticket_id
    where s.id = ${sessionId}`
  return row
}

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

export async function listUpdates(sql: TransactionSql, sessionId: string): Promise<Update[]> {
  return sql<Update[]>`
    select u.id as update_id, u.content, u.subject, u.audience, u.length, u.context, u.session_status,
      u.steps_completed, u.time_spent_minutes, u.state, u.model_kind, u.copied_at, u.generated_at, a.name as created_by,
      ${newestPost(sql)}
    from session_updates u join users a on a.account_id = u.account_id and a.id = u.created_by ${newestPostJoin(sql)}
    where u.session_id = ${sessionId} order by u.generated_at, u.id`
}
