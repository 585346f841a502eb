import type { Role } from '../../shared/contracts/accounts.ts'
import type { TransactionSql } from '../db/connect.ts'

export type AuditRow = {
  account_id: string
  id: string
  user_id: string | null
  action: string
  subject_kind: string
  subject_id: string | null
  result: string
  detail: Record<string, unknown>
}

export async function insertAudit(sql: TransactionSql, row: AuditRow): Promise<void> {
  await sql`
    insert into audit_log (account_id, id, user_id, action, subject_kind, subject_id, result, detail)
    values (${row.account_id}, ${row.id}, ${row.user_id}, ${row.action}, ${row.subject_kind}, ${row.subject_id},
            ${row.result}, ${sql.json(row.detail as never)})`
}

export type UserRow = {
  id: string
  email: string | null
  name: string
  role: Role
  active: boolean
  password_hash: string | null
}

export async function insertAccount(
  sql: TransactionSql,
  row: { account_id: string; key: string; name: string },
): Promise<void> {
  await sql`insert into accounts (account_id, key, name) values (${row.account_id}, ${row.key}, ${row.name})`
}

export async function insertUser(
  sql: TransactionSql,
  row: {
    account_id: string
    id: string
    email: string | null
    name: string
    role: Role
    password_hash: string | null
  },
): Promise<void> {
  await sql`
    insert into users (account_id, id, email, name, role, password_hash)
    values (${row.account_id}, ${row.id}, ${row.email}, ${row.name}, ${row.role}, ${row.password_hash})`
}

export async function findUser(sql: TransactionSql, userId: string): Promise<UserRow | undefined> {
  const [row] = await sql<UserRow[]>`
    select id, email, name, role, active, password_hash from users where id = ${userId}`
  return row
}
