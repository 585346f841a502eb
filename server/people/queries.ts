import type { Role } from '../../shared/contracts/accounts.ts'
import { mostPeople } from '../accounts/queries.ts'
import type { TransactionSql } from '../db/connect.ts'

export type PersonRow = {
  id: string
  name: string
  email: string | null
  role: Role
  active: boolean
  revision: number
  has_password: boolean
  /** There is a way in for them now: see `getsIn`. */
  gets_in: boolean
  demo: boolean
  second_factor: boolean
  psa_member: string | null
  link_expires_at: string | null
  was_invited: boolean
  sign_ins: number
  last_seen_at: string | null
}

/** By a password where passwords are taken, or as somebody whom the provider of today knows. */
const getsIn = (sql: TransactionSql) => sql`(
  u.password_hash is not null and not a.sso_only
  or exists (
    select 1 from user_identities i
    join identity_providers p on p.account_id = i.account_id and rtrim(p.issuer, '/') = rtrim(i.issuer, '/')
    where i.account_id = u.account_id and i.user_id = u.id))`

const rows = (sql: TransactionSql) => sql`
  select u.id, u.name, u.email, u.role, u.active, u.revision, u.demo,
         u.password_hash is not null as has_password, ${getsIn(sql)} as gets_in,
         exists (select 1 from second_factors f
                 where f.account_id = u.account_id and f.user_id = u.id and f.secret_sealed is not null) as second_factor,
         (select m.member_identifier from member_mappings m
          where m.account_id = u.account_id and m.user_id = u.id limit 1) as psa_member,
         l.expires_at as link_expires_at, l.was_invited, coalesce(r.open, 0) as sign_ins, r.last as last_seen_at
  from users u
  join accounts a on a.account_id = u.account_id
  cross join lateral (
    select max(expires_at) filter (where used_at is null and voided_at is null and expires_at > now()) as expires_at,
           coalesce(bool_or(purpose = 'invitation'), false) as was_invited
    from password_links where account_id = u.account_id and user_id = u.id) l
  cross join lateral (
    select count(*) filter (where revoked_at is null and expires_at > now() and family_expires_at > now())::int as open,
           max(created_at) as last
    from refresh_tokens where account_id = u.account_id and user_id = u.id and rotated_at is null) r`

export async function listPeople(sql: TransactionSql): Promise<PersonRow[]> {
  return sql<PersonRow[]>`${rows(sql)} order by u.active desc, lower(u.name), u.id
    limit ${mostPeople} + (select count(*) from users where active)`
}

export async function findPerson(sql: TransactionSql, id: string): Promise<PersonRow | undefined> {
  const [row] = await sql<PersonRow[]>`${rows(sql)} where u.id = ${id}`
  return row
}

/** Owners who get in: an invited one who never came keeps no account alive. */
export async function countOwners(sql: TransactionSql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from users u
    join accounts a on a.account_id = u.account_id
    where u.role = 'owner' and u.active and ${getsIn(sql)}`
  return row?.count ?? 0
}

export async function updatePerson(
  sql: TransactionSql,
  id: string,
  { role, active }: { role: Role; active: boolean },
): Promise<void> {
  await sql`update users set role = ${role}, active = ${active}, revision = revision + 1 where id = ${id}`
}
