import type { MemberMapping, WaitingMember } from '../../shared/contracts/connections.ts'
import type { TransactionSql } from '../db/connect.ts'

export type MappingRow = Pick<
  MemberMapping,
  'user_id' | 'member_id' | 'member_identifier' | 'member_name' | 'source'
> & { account_id: string; connection_id: string }

export async function selectMappings(sql: TransactionSql, connectionId: string): Promise<MemberMapping[]> {
  return sql`
    select m.user_id, u.name as user_name, m.member_id, m.member_identifier, m.member_name, m.source, m.state,
           m.state = 'identity' and (m.by_owner or u.role not in ('owner', 'admin')) as signs_in,
           l.name as linked_by, m.linked_at
    from member_mappings m
    join users u on u.account_id = m.account_id and u.id = m.user_id
    left join users l on l.account_id = m.account_id and l.id = m.linked_by
    where m.connection_id = ${connectionId} order by u.name, u.id limit 1000`
}

/** Answers what was there. */
export async function deleteMapping(
  sql: TransactionSql,
  connectionId: string,
  userId: string,
): Promise<Pick<MemberMapping, 'member_id' | 'member_identifier' | 'state'> | undefined> {
  const [row] = await sql<Pick<MemberMapping, 'member_id' | 'member_identifier' | 'state'>[]>`
    delete from member_mappings where connection_id = ${connectionId} and user_id = ${userId}
    returning member_id, member_identifier, state`
  return row
}

export async function selectWaiting(sql: TransactionSql, connectionId: string): Promise<WaitingMember[]> {
  return sql`
    select member_id, member_identifier, member_name, email, first_seen_at, last_seen_at from waiting_members
    where connection_id = ${connectionId} order by last_seen_at desc, member_id limit 200`
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

/** The member under whom this person's notes go; nobody where the PSA takes none on a note. */
export async function selectAuthor(
  sql: TransactionSql,
  connectionId: string,
  userId: string,
): Promise<Pick<MappingRow, 'member_identifier'> | undefined> {
  const [row] = await sql<Pick<MappingRow, 'member_identifier'>[]>`
    select m.member_identifier from member_mappings m join connections c on c.id = m.connection_id
    where m.connection_id = ${connectionId} and m.user_id = ${userId} and c.member_refused_at is null`
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
