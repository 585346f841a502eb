import type { Sql } from './connection-options.ts'

export type DeliveryTarget = { account_id: string; channel_id: string | null }

/** Where something is to be sent by now, the longest waiting first: an account's mail, or one room. */
export async function dueTargets(system: Sql, via: string, limit: number): Promise<DeliveryTarget[]> {
  return system<DeliveryTarget[]>`
    select account_id, channel_id from notification_deliveries
    where via = ${via} and state = 'waiting' and due_at <= now()
    group by account_id, channel_id order by min(due_at) limit ${limit}`
}
