import type { Sql, TransactionSql } from '../db/connect.ts'

/** Origins whose pages may frame the pod of this account. */
export async function podOrigins(sql: TransactionSql): Promise<string[]> {
  const [row] = await sql<{ pod_origins: string[] }[]>`select pod_origins from connections limit 1`
  return row?.pod_origins ?? []
}

export async function migrationsApplied(system: Sql): Promise<number> {
  const [row] = await system<{ applied: number }[]>`select count(*)::int as applied from schema_migrations`
  return row?.applied ?? 0
}
