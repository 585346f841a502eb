import type { UserRow } from '../accounts/queries.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { PsaMember } from '../psa/provider.ts'

/** So many members wait at most; who tries again later is there again. */
const mostWaiting = 200

/** `token_epoch`: tokens without a family count while it stays. */
export type LinkedUser = UserRow & { by_owner: boolean; token_epoch: number }

/** The user whom this member is: linked by a hand or a password, never by an address. */
export async function findLinkedUser(
  sql: TransactionSql,
  connectionId: string,
  memberId: string,
): Promise<LinkedUser | undefined> {
  const [row] = await sql<LinkedUser[]>`
    select u.id, u.email, u.name, u.role, u.active, u.password_hash, u.token_epoch, m.by_owner
    from member_mappings m join users u on u.account_id = m.account_id and u.id = m.user_id
    where m.connection_id = ${connectionId} and m.member_id = ${memberId} and m.state = 'identity'`
  return row
}

/** Whether somebody of the account seems to be this member: by a mapping that is no identity, or by the address. */
export async function isKnownByName(
  sql: TransactionSql,
  connectionId: string,
  member: PsaMember,
): Promise<boolean> {
  const [row] = await sql<{ known: boolean }[]>`
    select exists (select from member_mappings
             where connection_id = ${connectionId} and member_id = ${member.id} and state <> 'identity')
        or exists (select from users where lower(email) = lower(${member.email})) as known`
  return row?.known ?? false
}

export type Identity = {
  account_id: string
  connection_id: string
  user_id: string
  member: Pick<PsaMember, 'id' | 'identifier' | 'name'>
  source: 'hand' | 'password' | 'provisioned'
  linked_by: string | null
  by_owner: boolean
}

/**
 * Links a user to a member. What only an address made gives way; another identity of either does not, and then the
 * answer is false.
 */
export async function insertIdentity(sql: TransactionSql, row: Identity): Promise<boolean> {
  const { account_id, connection_id, user_id, member } = row
  await sql`
    delete from member_mappings
    where connection_id = ${connection_id} and (user_id = ${user_id} or member_id = ${member.id})
      and (state <> 'identity' or (user_id = ${user_id} and member_id = ${member.id}))`
  const inserted = await sql`
    insert into member_mappings (account_id, connection_id, user_id, member_id, member_identifier, member_name, source,
      state, linked_by, by_owner, linked_at)
    values (${account_id}, ${connection_id}, ${user_id}, ${member.id}, ${member.identifier}, ${member.name},
            ${row.source}, 'identity', ${row.linked_by}, ${row.by_owner}, now())
    on conflict do nothing`
  if (inserted.count === 0) return false
  await deleteWaiting(sql, connection_id, member.id)
  return true
}

/** The member waits for somebody to link it. Beyond the limit nobody new is listed. */
export async function insertWaiting(
  sql: TransactionSql,
  { account_id, connection_id }: { account_id: string; connection_id: string },
  member: PsaMember,
): Promise<void> {
  await sql`
    insert into waiting_members (account_id, connection_id, member_id, member_identifier, member_name, email)
    select ${account_id}, ${connection_id}, ${member.id}, ${member.identifier}, ${member.name}, ${member.email}
    where (select count(*) from waiting_members where connection_id = ${connection_id} and member_id <> ${member.id})
      < ${mostWaiting}
    on conflict (account_id, connection_id, member_id) do update set
      last_seen_at = now(), member_identifier = excluded.member_identifier, member_name = excluded.member_name,
      email = excluded.email`
}

export async function deleteWaiting(
  sql: TransactionSql,
  connectionId: string,
  memberId: string,
): Promise<boolean> {
  const deleted = await sql`
    delete from waiting_members where connection_id = ${connectionId} and member_id = ${memberId}`
  return deleted.count > 0
}
