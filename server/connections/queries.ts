import type { Connection } from '../../shared/contracts/connections.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { BreakerSight } from './delivery.ts'

/** A connection as every room may see it: without its keys. */
export type ConnectionRow = Omit<Connection, 'delivery'> & {
  account_id: string
  pod_setup_id: string | null
  breaker: BreakerSight | null
}

type SealedRow = ConnectionRow & { keys_sealed: string }

const columns = [
  'account_id',
  'id',
  'kind',
  'name',
  'site_url',
  'company_id',
  'client_id',
  'public_key_hint',
  'keys_changed_at',
  'health',
  'health_reason',
  'pod_setup_id',
  'pod_origins',
  'created_at',
] as const

/** The columns of a connection, and what holds its sendings back. */
const shown = (sql: TransactionSql) => sql`${sql(columns)}, (
  select to_jsonb(b) from (
    select state, reason, probe_at, paused_until, now() as now from breakers where connection_id = connections.id) b
  ) as breaker`

export async function selectConnections(sql: TransactionSql): Promise<ConnectionRow[]> {
  return sql`select ${shown(sql)} from connections order by created_at, id`
}

export async function selectConnection(sql: TransactionSql, id: string): Promise<ConnectionRow | undefined> {
  const [row] = await sql<ConnectionRow[]>`select ${shown(sql)} from connections where id = ${id}`
  return row
}

/** The account's only connection, or the one that is named. */
export async function selectSealed(
  sql: TransactionSql,
  id: string | undefined,
): Promise<SealedRow | undefined> {
  const [row] = await sql<SealedRow[]>`
    select ${shown(sql)}, keys_sealed from connections
    where ${id === undefined ? sql`true` : sql`id = ${id}`}
    order by created_at limit 1`
  return row
}

export type NewConnectionRow = Pick<
  SealedRow,
  | 'account_id'
  | 'id'
  | 'kind'
  | 'name'
  | 'site_url'
  | 'company_id'
  | 'client_id'
  | 'keys_sealed'
  | 'public_key_hint'
> & { pod_origins: string[] }

export async function insertConnection(sql: TransactionSql, row: NewConnectionRow): Promise<ConnectionRow> {
  const [inserted] = await sql<ConnectionRow[]>`insert into connections ${sql(row)} returning ${shown(sql)}`
  return inserted as ConnectionRow
}

export type ConnectionFields = Pick<
  SealedRow,
  | 'name'
  | 'site_url'
  | 'company_id'
  | 'client_id'
  | 'keys_sealed'
  | 'public_key_hint'
  | 'pod_origins'
  | 'pod_setup_id'
>

/** `rekeyed`: site, company or keys changed, so what was known of the connection's health is void. */
export async function updateConnection(
  sql: TransactionSql,
  id: string,
  fields: ConnectionFields,
  rekeyed: boolean,
): Promise<ConnectionRow | undefined> {
  const [row] = await sql<ConnectionRow[]>`
    update connections set ${sql(fields)},
      keys_changed_at = case when ${rekeyed} then now() else keys_changed_at end,
      health = case when ${rekeyed} then 'ok' else health end,
      health_reason = case when ${rekeyed} then null else health_reason end
    where id = ${id} returning ${shown(sql)}`
  return row
}

/** Another site or other keys are not judged by how the former ones answered. */
export async function forgetBreaker(sql: TransactionSql, id: string): Promise<void> {
  await sql`
    update breakers set state = 'closed', reason = null, since = now(), probe_at = null, probe_count = 0,
      unreadable_count = 0, trial_post_id = null, trial_until = null, paused_until = null, busy_count = 0
    where connection_id = ${id}`
}

/** A connection on hold is free again, unless its keys changed while they were tested. */
export async function setHealthy(sql: TransactionSql, id: string, keysChangedAt: string): Promise<boolean> {
  const updated = await sql`
    update connections set health = 'ok', health_reason = null
    where id = ${id} and health <> 'ok' and date_trunc('milliseconds', keys_changed_at) = ${keysChangedAt}`
  return updated.count > 0
}

export async function deleteConnection(sql: TransactionSql, id: string): Promise<boolean> {
  const deleted = await sql`delete from connections where id = ${id}`
  return deleted.count > 0
}

/** Posts that are not at their end: they need the connection still. */
export async function countOpenPosts(sql: TransactionSql, connectionId: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from posts
    where connection_id = ${connectionId} and state not in ('verified', 'rejected', 'cancelled')`
  return row?.count ?? 0
}

/** True when it is there; nobody changes or refers to it anew until the transaction ends. */
export async function lockConnection(sql: TransactionSql, id: string): Promise<boolean> {
  const rows = await sql`select 1 from connections where id = ${id} for update`
  return rows.count > 0
}

export async function selectAccountKey(sql: TransactionSql): Promise<string> {
  const [row] = await sql<{ key: string }[]>`select key from accounts`
  return row?.key ?? ''
}

export async function setPodSetup(sql: TransactionSql, id: string, setupId: string): Promise<void> {
  await sql`update connections set pod_setup_id = ${setupId} where id = ${id}`
}
