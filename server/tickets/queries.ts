import * as v from 'valibot'
import type { BoardRights } from '../../shared/contracts/boards.ts'
import {
  type FoundTicket,
  type Ticket,
  type TicketCard,
  type TicketContext,
  ticket,
} from '../../shared/contracts/tickets.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { LastWords } from './who-wrote-last.ts'

/** `board_rights`: those of the account at the same moment. */
export type Snapshot = {
  context: unknown
  fetched_at: string
  age_s: number
  board_rights: Partial<BoardRights>
}

export async function selectSnapshot(
  sql: TransactionSql,
  connectionId: string,
  ticketId: string,
): Promise<Snapshot | undefined> {
  const [row] = await sql<Snapshot[]>`
    select context, fetched_at, extract(epoch from now() - fetched_at)::float8 as age_s,
      (select board_rights from accounts) as board_rights
    from ticket_snapshots where connection_id = ${connectionId} and ticket_id = ${ticketId}`
  return row
}

/** Who works on the cases that are open on these tickets. */
export async function selectHandlers(
  sql: TransactionSql,
  connectionId: string,
  ticketIds: readonly string[],
): Promise<({ ticket_id: string } & NonNullable<FoundTicket['open_session']>)[]> {
  return sql`
    select s.psa_ticket_id as ticket_id, u.id as handler_id, u.name as handler_name
    from ai_sessions s join users u on u.account_id = s.account_id and u.id = s.current_handler_id
    where s.psa_connection_id = ${connectionId} and s.psa_ticket_id = any(${[...ticketIds]})
      and s.status <> 'resolved'`
}

/** The ticket alone, as it was read within these seconds, from the site and with the keys of now. */
export async function selectRecentTicket(
  sql: TransactionSql,
  connectionId: string,
  ticketId: string,
  maxAgeSeconds: number,
): Promise<Ticket | null> {
  const [row] = await sql<{ ticket: unknown }[]>`
    select s.context -> 'ticket' as ticket
    from ticket_snapshots s join connections c on c.id = s.connection_id and c.keys_changed_at < s.fetched_at
    where s.connection_id = ${connectionId} and s.ticket_id = ${ticketId}
      and s.fetched_at > now() - make_interval(secs => ${maxAgeSeconds})`
  const known = v.safeParse(ticket, row?.ticket)
  return known.success ? known.output : null
}

export type NewSnapshot = {
  account_id: string
  connection_id: string
  ticket_id: string
  context: TicketContext
  /** Those that stand in its texts. */
  addresses: string[]
  last_words: LastWords
}

/**
 * Keeps the newer of two readings; answers when the PSA was asked, by the database's clock. `age_s`: how long ago that
 * was. In whole milliseconds, so that what comes later can name its reading.
 */
export async function upsertSnapshot(sql: TransactionSql, row: NewSnapshot, age_s: number): Promise<string> {
  const { client_wrote_at, client_author, we_wrote_at } = row.last_words
  const [saved] = await sql<{ fetched_at: string }[]>`
    insert into ticket_snapshots (account_id, connection_id, ticket_id, context, addresses, client_wrote_at,
      client_author, we_wrote_at, fetched_at)
    values (${row.account_id}, ${row.connection_id}, ${row.ticket_id}, ${sql.json(row.context as never)},
      ${row.addresses}, ${client_wrote_at}, ${client_author}, ${we_wrote_at},
      date_trunc('milliseconds', now() - make_interval(secs => ${age_s})))
    on conflict (account_id, connection_id, ticket_id)
      do update set context = excluded.context, addresses = excluded.addresses, fetched_at = excluded.fetched_at,
        client_wrote_at = excluded.client_wrote_at, client_author = excluded.client_author,
        we_wrote_at = excluded.we_wrote_at
      where ticket_snapshots.fetched_at <= excluded.fetched_at
    returning fetched_at`
  return saved?.fetched_at ?? row.context.fetched_at
}

/** What came later of a reading; false where a newer one stands. */
export async function completeSnapshot(
  sql: TransactionSql,
  row: NewSnapshot,
  fetchedAt: string,
): Promise<boolean> {
  const { client_wrote_at, client_author, we_wrote_at } = row.last_words
  const done = await sql`
    update ticket_snapshots set context = ${sql.json(row.context as never)}, addresses = ${row.addresses},
      client_wrote_at = ${client_wrote_at}, client_author = ${client_author}, we_wrote_at = ${we_wrote_at}
    where connection_id = ${row.connection_id} and ticket_id = ${row.ticket_id} and fetched_at = ${fetchedAt}`
  return done.count > 0
}

export async function selectOpenSession(
  sql: TransactionSql,
  connectionId: string,
  ticketId: string,
): Promise<TicketCard['open_session']> {
  const [row] = await sql<NonNullable<TicketCard['open_session']>[]>`
    select s.id, s.title, u.id as handler_id, u.name as handler_name, t.step_count, s.triage_hypothesis,
      (select a.text from ai_session_tasks a where a.account_id = s.account_id and a.session_id = s.id
        and a.state = 'active' and a.deleted_at is null order by a.position limit 1) as active_step,
      coalesce(t.last_at, s.created_at) as last_act_at
    from ai_sessions s
    join users u on u.account_id = s.account_id and u.id = s.current_handler_id
    cross join lateral (select count(*)::int as step_count, max(t.created_at) as last_at
      from ai_session_steps t where t.account_id = s.account_id and t.session_id = s.id) t
    where s.psa_connection_id = ${connectionId} and s.psa_ticket_id = ${ticketId} and s.status <> 'resolved'
    limit 1`
  return row ?? null
}
