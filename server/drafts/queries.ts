import type { Draft } from '../../shared/contracts/drafts.ts'
import type { TransactionSql } from '../db/connect.ts'

type Place = { user_id: string; context: string }

export async function findDraft(
  sql: TransactionSql,
  { user_id, context }: Place,
): Promise<Draft | undefined> {
  const [row] = await sql<Draft[]>`
    select context, body, updated_at from drafts where user_id = ${user_id} and context = ${context}`
  return row
}

export async function putDraft(
  sql: TransactionSql,
  row: Place & { account_id: string; body: string },
): Promise<Draft> {
  const [kept] = await sql<[Draft]>`
    insert into drafts (account_id, user_id, context, body)
    values (${row.account_id}, ${row.user_id}, ${row.context}, ${row.body})
    on conflict (account_id, user_id, context) do update set body = excluded.body, updated_at = now()
    returning context, body, updated_at`
  return kept
}

/** Until the transaction ends nobody else keeps a text of this person. */
export async function lockDrafts(sql: TransactionSql, userId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('drafts'), hashtext(${userId}))`
}

/** A person's other texts: how many, and how large in all. */
export async function findDrafts(
  sql: TransactionSql,
  { user_id, context }: Place,
): Promise<{ count: number; bytes: number }> {
  const [row] = await sql<{ count: number; bytes: number }[]>`
    select count(*)::int as count, coalesce(sum(octet_length(body)), 0)::float8 as bytes
    from drafts where user_id = ${user_id} and context <> ${context} and body <> ''`
  return row ?? { count: 0, bytes: 0 }
}

/** The ticket that a case or an update belongs to; undefined where there is none. */
export async function ticketOfContext(sql: TransactionSql, context: string): Promise<string | undefined> {
  const [, kind, id = ''] = /^(session|update)-(.+)$/.exec(context) ?? []
  if (kind === undefined) return context.startsWith('ticket-') ? context.slice('ticket-'.length) : undefined
  const [row] = await sql<{ psa_ticket_id: string | null }[]>`
    select psa_ticket_id from ai_sessions
    where id = case when ${kind} = 'session' then ${id}::uuid
      else (select session_id from session_updates where id = ${id}::uuid) end`
  return row?.psa_ticket_id ?? undefined
}

export async function removeDraft(sql: TransactionSql, { user_id, context }: Place): Promise<void> {
  await sql`delete from drafts where user_id = ${user_id} and context = ${context}`
}
