import type { TransactionSql } from '../db/connect.ts'

/** Origins whose pages may frame the pod of this account. */
export async function podOrigins(sql: TransactionSql): Promise<string[]> {
  const [row] = await sql<{ pod_origins: string[] }[]>`select pod_origins from connections limit 1`
  return row?.pod_origins ?? []
}
