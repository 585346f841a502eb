import type { TransactionSql } from '../db/connect.ts'
import type { UserRow } from './queries.ts'

type SignInConnection = {
  id: string
  company_id: string
  keys_changed_at: string
  provision_members: boolean
}

export async function findSignInConnection(sql: TransactionSql): Promise<SignInConnection | undefined> {
  const [row] = await sql<SignInConnection[]>`
    select c.id, c.company_id, c.keys_changed_at, a.provision_members
    from connections c join accounts a on a.account_id = c.account_id limit 1`
  return row
}

export async function findMappedUser(
  sql: TransactionSql,
  connectionId: string,
  memberId: string,
): Promise<UserRow | undefined> {
  const [row] = await sql<UserRow[]>`
    select u.id, u.email, u.name, u.role, u.active, u.password_hash
    from member_mappings m join users u on u.account_id = m.account_id and u.id = m.user_id
    where m.connection_id = ${connectionId} and m.member_id = ${memberId}`
  return row
}

/** The user with this e-mail who is mapped to no member yet. */
export async function findUnmappedUser(
  sql: TransactionSql,
  connectionId: string,
  email: string,
): Promise<UserRow | undefined> {
  const [row] = await sql<UserRow[]>`
    select u.id, u.email, u.name, u.role, u.active, u.password_hash from users u
    where lower(u.email) = lower(${email})
      and not exists (select 1 from member_mappings m where m.connection_id = ${connectionId} and m.user_id = u.id)`
  return row
}

export async function insertSignInMapping(
  sql: TransactionSql,
  row: {
    account_id: string
    connection_id: string
    user_id: string
    member_id: string
    member_identifier: string
    member_name: string
  },
): Promise<void> {
  await sql`
    insert into member_mappings (account_id, connection_id, user_id, member_id, member_identifier, member_name, source)
    values (${row.account_id}, ${row.connection_id}, ${row.user_id}, ${row.member_id}, ${row.member_identifier},
            ${row.member_name}, 'sign_in')`
}
