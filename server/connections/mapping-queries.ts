import type { MemberMapping } from '../../shared/contracts/connections.ts'
import type { TransactionSql } from '../db/connect.ts'

export type MappingRow = Omit<MemberMapping, 'user_name'> & { account_id: string; connection_id: string }

export async function selectMappings(sql: TransactionSql, connectionId: string): Promise<MemberMapping[]> {
  return sql`
    select m.user_id, u.name as user_name, m.member_id, m.member_identifier, m.member_name, m.source
    from member_mappings m join users u on u.account_id = m.account_id and u.id = m.user_id
    where m.connection_id = ${connectionId} order by u.name, u.id limit 1000`
}

export async function selectMapping(
  sql: TransactionSql,
  connectionId: string,
  userId: string,
): Promise<MappingRow | undefined> {
  const [row] = await sql<MappingRow[]>`
    select account_id, connection_id, user_id, member_id, member_identifier, member_name, source
    from member_mappings where connection_id = ${connectionId} and user_id = ${userId}`
  return row
}

/** Active people with an address and without a member; one, or all of the account. */
export async function selectUnmapped(
  sql: TransactionSql,
  connectionId: string,
  userId: string | null,
): Promise<{ id: string; email: string }[]> {
  return sql`
    select u.id, u.email from users u
    where u.active and u.email is not null and (${userId}::uuid is null or u.id = ${userId})
      and not exists (select from member_mappings m
        where m.account_id = u.account_id and m.connection_id = ${connectionId} and m.user_id = u.id)
    limit 1000`
}

/** A mapping that is there stays: what a sign-in or a hand made counts more than an address. */
export async function insertMappings(sql: TransactionSql, rows: readonly MappingRow[]): Promise<number> {
  if (rows.length === 0) return 0
  const inserted = await sql`insert into member_mappings ${sql(rows)} on conflict do nothing`
  return inserted.count
}
