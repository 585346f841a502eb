import type { TicketCard, TicketContext } from '../../shared/contracts/tickets.ts'
import type { TransactionSql } from '../db/connect.ts'

const snapshotDays = 30

export type Snapshot = { context: unknown; fetched_at: string; fresh: boolean }

export async function selectSnapshot(
  sql: TransactionSql,
  connectionId: string,
  ticketId: string,
  maxAgeSeconds: number,
): Promise<Snapshot | undefined> {
  const [row] = await sql<Snapshot[]>`
    select context, fetched_at, fetched_at > now() - make_interval(secs => ${maxAgeSeconds}) as fresh
    from ticket_snapshots where connection_id = ${connectionId} and ticket_id = ${ticketId}`
  return row
}

/** Keeps the newer of two readings; answers when the PSA was asked, by the database's clock. */
export async function upsertSnapshot(
  sql: TransactionSql,
  row: { account_id: string; connection_id: string; ticket_id: string; context: TicketContext },
): Promise<string> {
  const [saved] = await sql<{ fetched_at: string }[]>`
    insert into ticket_snapshots (account_id, connection_id, ticket_id, context)
    values (${row.account_id}, ${row.connection_id}, ${row.ticket_id}, ${sql.json(row.context as never)})
    on conflict (account_id, connection_id, ticket_id)
      do update set context = excluded.context, fetched_at = excluded.fetched_at
    returning fetched_at`
  await sql`
    delete from ticket_snapshots where (account_id, connection_id, ticket_id) in (
      select account_id, connection_id, ticket_id from ticket_snapshots
      where fetched_at < now() - make_interval(days => ${snapshotDays}) limit 20)`
  return saved?.fetched_at ?? row.context.fetched_at
}

export async function selectOpenSession(
  sql: TransactionSql,
  connectionId: string,
  ticketId: string,
): Promise<TicketCard['open_session']> {
  const [row] = await sql<NonNullable<TicketCard['open_session']>[]>`
    select s.id, s.title, u.name as handler_name,
      (select count(*)::int from ai_session_steps t where t.account_id = s.account_id and t.session_id = s.id) as step_count
    from ai_sessions s
    join users u on u.account_id = s.account_id and u.id = s.current_handler_id
    where s.psa_connection_id = ${connectionId} and s.psa_ticket_id = ${ticketId} and s.status <> 'resolved'
    limit 1`
  return row ?? null
}
