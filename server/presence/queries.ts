import type { Sql } from '../db/connect.ts'

export const presenceChannel = 'flowpilot_presence'

/** Tells every process; nothing is written. Not within a transaction, whose commit would wait for all others. */
export async function tellPresence(system: Sql, payload: string): Promise<void> {
  await system`select pg_notify(${presenceChannel}, ${payload})`
}
