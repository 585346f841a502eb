import type { TransactionSql } from '../db/connect.ts'

export type EventRow = {
  seq: number
  kind: string
  ticket_id: string | null
  payload: Record<string, unknown>
  /** The only person it is sent to; null: everybody who may read it. */
  user_id: string | null
}

export async function eventsAfter(sql: TransactionSql, seq: number, limit: number): Promise<EventRow[]> {
  return sql<EventRow[]>`
    select seq, kind, ticket_id, payload, user_id from events where seq > ${seq} order by seq limit ${limit}`
}

/** `newest`: the counter. `oldest`: the first event still kept, null when none is. */
export async function eventRange(sql: TransactionSql): Promise<{ newest: number; oldest: number | null }> {
  const [row] = await sql<{ newest: number; oldest: number | null }[]>`
    select coalesce((select seq from event_counters), 0) as newest, (select min(seq) from events) as oldest`
  return row ?? { newest: 0, oldest: null }
}
