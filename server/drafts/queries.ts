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

export async function removeDraft(sql: TransactionSql, { user_id, context }: Place): Promise<void> {
  await sql`delete from drafts where user_id = ${user_id} and context = ${context}`
}
