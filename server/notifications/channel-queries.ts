import type { Channel } from '../../shared/contracts/channels.ts'
import type { TransactionSql } from '../db/connect.ts'

export type NewChannelRow = Pick<Channel, 'id' | 'kind' | 'name' | 'host'> & {
  account_id: string
  url_sealed: string
}

const shown = (sql: TransactionSql) => sql`h.id, h.kind, h.name, h.host, h.created_at, (
  select json_build_object('state', d.state, 'code', d.code, 'at', coalesce(d.ended_at, d.created_at))
  from notification_deliveries d where d.account_id = h.account_id and d.channel_id = h.id
  order by d.created_at desc, d.id desc limit 1) as last`

export async function listChannels(sql: TransactionSql): Promise<Channel[]> {
  return sql<Channel[]>`select ${shown(sql)} from notification_channels h order by h.created_at, h.id`
}

export async function findChannel(
  sql: TransactionSql,
  id: string,
): Promise<(Channel & { url_sealed: string }) | undefined> {
  const [row] = await sql<(Channel & { url_sealed: string })[]>`
    select ${shown(sql)}, h.url_sealed from notification_channels h where h.id = ${id}`
  return row
}

/** Until the transaction ends nobody else adds a channel to this account. Answers how many there are. */
export async function countChannels(sql: TransactionSql): Promise<number> {
  await sql`select from accounts for no key update`
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from notification_channels`
  return row?.count ?? 0
}

export async function insertChannel(sql: TransactionSql, row: NewChannelRow): Promise<void> {
  await sql`insert into notification_channels ${sql(row)}`
}

export async function updateChannel(
  sql: TransactionSql,
  id: string,
  fields: Partial<Pick<NewChannelRow, 'name' | 'host' | 'url_sealed'>>,
): Promise<void> {
  await sql`update notification_channels set ${sql(fields)} where id = ${id}`
}

export async function deleteChannel(sql: TransactionSql, id: string): Promise<boolean> {
  const gone = await sql`delete from notification_channels where id = ${id}`
  return gone.count > 0
}
