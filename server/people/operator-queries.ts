import type { Role } from '../../shared/contracts/accounts.ts'
import type { TransactionSql } from '../db/connect.ts'

export type AccountSight = { key: string; name: string; people: number; owners: string[] }

export async function readAccount(sql: TransactionSql): Promise<AccountSight | undefined> {
  const [row] = await sql<AccountSight[]>`
    select a.key, a.name,
           (select count(*)::int from users u where u.account_id = a.account_id and u.active) as people,
           array(select coalesce(u.email, u.name) from users u
                 where u.account_id = a.account_id and u.active and u.role = 'owner' order by 1 limit 20) as owners
    from accounts a`
  return row
}

export async function findByEmail(
  sql: TransactionSql,
  email: string,
): Promise<{ id: string; role: Role; active: boolean; has_password: boolean } | undefined> {
  const [row] = await sql<{ id: string; role: Role; active: boolean; has_password: boolean }[]>`
    select id, role, active, password_hash is not null as has_password from users where lower(email) = lower(${email})`
  return row
}

/** The demo's people who are switched on, switched off. Answers their ids. */
export async function switchOffDemo(sql: TransactionSql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    update users set active = false, revision = revision + 1
    where demo and active returning id`
  return rows.map(({ id }) => id)
}
