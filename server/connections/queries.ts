import type { Connection } from '../../shared/contracts/connections.ts'
import type { Linking, Provisioning } from '../../shared/contracts/sign-in.ts'
import type { TransactionSql } from '../db/connect.ts'
import { isAtItsEnd } from '../db/posts-at-their-end.ts'
import type { BreakerView } from './delivery.ts'

/** A connection as every room may see it: without its keys. */
export type ConnectionRow = Omit<Connection, 'delivery' | 'pod_url'> & {
  account_id: string
  pod_setup_id: string | null
  /** Since when notes go without a member: the PSA refused one. A passed test or other keys let it be tried again. */
  member_refused_at: string | null
  pod_key: string
  breaker: BreakerView | null
}

/** `site`: what the address needs beside `site_url`, read by the vendor's schema. */
export type SealedRow = ConnectionRow & { keys_sealed: string; site: Record<string, string> }

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
  'member_refused_at',
] as const

/** The columns of a connection, the key of its pod, and what holds its sendings back. */
const shown = (sql: TransactionSql) => sql`${sql(columns)}, (select pod_key from accounts) as pod_key, (
  select to_jsonb(b) from (
    select state, cause, probe_at, paused_until, now() as now from breakers where connection_id = connections.id) b
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
    select ${shown(sql)}, keys_sealed, site from connections
    where ${id === undefined ? sql`true` : sql`id = ${id}`}
    order by created_at limit 1`
  return row
}

export type SignInConnection = SealedRow & { provisioning: Provisioning; linking: Linking }

/** The account's connection, with what the account does with members of its PSA. */
export async function selectForSignIn(sql: TransactionSql): Promise<SignInConnection | undefined> {
  const [row] = await sql<SignInConnection[]>`
    select ${shown(sql)}, keys_sealed, site, (select provisioning from accounts) as provisioning,
      (select linking from accounts) as linking
    from connections order by created_at limit 1`
  return row
}

export type NewConnectionRow = Pick<
  SealedRow,
  'account_id' | 'id' | 'kind' | 'name' | 'site_url' | 'site' | 'keys_sealed' | 'public_key_hint'
> & { pod_origins: string[] }

export async function insertConnection(sql: TransactionSql, row: NewConnectionRow): Promise<ConnectionRow> {
  const [inserted] = await sql<ConnectionRow[]>`insert into connections ${sql(row)} returning ${shown(sql)}`
  return inserted as ConnectionRow
}

export type ConnectionFields = Pick<
  SealedRow,
  'name' | 'site_url' | 'site' | 'keys_sealed' | 'public_key_hint' | 'pod_origins' | 'pod_setup_id'
>

/** `rekeyed`: site, company or keys changed, so what was known of the connection's health is void. */
export async function updateConnection(
  sql: TransactionSql,
  id: string,
  fields: Pick<ConnectionFields, 'name'> & Partial<ConnectionFields>,
  rekeyed: boolean,
): Promise<ConnectionRow | undefined> {
  const [row] = await sql<ConnectionRow[]>`
    update connections set ${sql(fields)},
      keys_changed_at = case when ${rekeyed} then now() else keys_changed_at end,
      health = case when ${rekeyed} then 'ok' else health end,
      health_reason = case when ${rekeyed} then null else health_reason end,
      member_refused_at = case when ${rekeyed} then null else member_refused_at end
    where id = ${id} returning ${shown(sql)}`
  return row
}

/** The same keys under another key of ours; what was changed meanwhile stays. */
export async function setResealed(sql: TransactionSql, before: string, after: string): Promise<void> {
  await sql`update connections set keys_sealed = ${after} where keys_sealed = ${before}`
}

/** Another site or other keys are not judged by how the former ones answered. */
export async function forgetBreaker(sql: TransactionSql, id: string): Promise<void> {
  await sql`
    update breakers set state = 'closed', cause = null, since = now(), probe_at = null, probe_count = 0,
      unreadable_count = 0, trial_post_id = null, trial_until = null, paused_until = null, busy_count = 0
    where connection_id = ${id}`
}

/** False when it was known already. */
export async function setMemberRefused(sql: TransactionSql, id: string): Promise<boolean> {
  const updated = await sql`
    update connections set member_refused_at = now() where id = ${id} and member_refused_at is null`
  return updated.count > 0
}

export async function forgetMemberRefused(sql: TransactionSql, id: string): Promise<void> {
  await sql`update connections set member_refused_at = null where id = ${id} and member_refused_at is not null`
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
    where connection_id = ${connectionId} and not ${isAtItsEnd(sql)}`
  return row?.count ?? 0
}

/** True when it is there; nobody changes or refers to it anew until the transaction ends. */
export async function lockConnection(sql: TransactionSql, id: string): Promise<boolean> {
  const rows = await sql`select 1 from connections where id = ${id} for update`
  return rows.count > 0
}

/** Connections whose pod stands on the PSA's screen, and at which address of ours. */
export async function podsToMove(
  sql: TransactionSql,
): Promise<{ id: string; kind: string; pod_key: string; pod_url: string | null }[]> {
  return sql<{ id: string; kind: string; pod_key: string; pod_url: string | null }[]>`
    select c.id, c.kind, a.pod_key, c.pod_url from connections c join accounts a on a.account_id = c.account_id
    where c.pod_setup_id is not null`
}

export async function setPodSetup(
  sql: TransactionSql,
  id: string,
  { setup_id, pod_url }: { setup_id: string; pod_url: string },
): Promise<void> {
  await sql`update connections set pod_setup_id = ${setup_id}, pod_url = ${pod_url} where id = ${id}`
}
