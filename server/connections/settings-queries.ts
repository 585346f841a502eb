import type { TransactionSql } from '../db/connect.ts'

/** `change`: nobody else changes them until this transaction ends. Undefined without such a connection. */
export async function findSettings(
  sql: TransactionSql,
  connectionId: string,
  to: 'read' | 'change' = 'read',
): Promise<unknown> {
  const [row] = await sql<{ flowpilot_settings: unknown }[]>`
    select flowpilot_settings from connections where id = ${connectionId}
    ${to === 'change' ? sql`for update` : sql``}`
  return row?.flowpilot_settings
}

export async function setSettings(
  sql: TransactionSql,
  connectionId: string,
  settings: object,
): Promise<void> {
  await sql`
    update connections set flowpilot_settings = ${sql.json(settings as never)} where id = ${connectionId}`
}
