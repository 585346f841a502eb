import type { Flow, FlowDetail, FlowSummary } from '../../shared/contracts/flows.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { onOpenBoard } from '../tickets/board-queries.ts'
import { addressesOf } from './addresses-of.ts'

type FlowRow = { id: string; version: number; shipped: boolean }

export async function findFlowRow(
  sql: TransactionSql,
  key: string,
  hash: string,
): Promise<FlowRow | undefined> {
  const [row] = await sql<FlowRow[]>`
    select id, version, shipped from flows where key = ${key} and hash = ${hash}`
  return row
}

/** Until the transaction ends nobody else counts up the versions of this key. */
export async function lockVersions(sql: TransactionSql, accountId: string, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('flow version'), hashtext(${`${accountId} ${key}`}))`
}

/**
 * Enters a flow as the next version of its key; false when its content is there already. A new shipped version stays
 * off where the one before it was switched off.
 */
export async function insertFlow(
  sql: TransactionSql,
  flow: { account_id: string; id: string; flow: Flow; hash: string; imported_by: string | null },
): Promise<boolean> {
  const { account_id, id, hash, imported_by } = flow
  const { key, name } = flow.flow
  const shipped = imported_by === null
  const entered = await sql`
    insert into flows (account_id, id, key, version, name, shipped, definition, addresses, hash, imported_by, off_at)
    select ${account_id}, ${id}, ${key}, coalesce(max(version), 0) + 1, ${name}, ${shipped},
      ${sql.json(flow.flow as never)}, ${addressesOf(flow.flow)}, ${hash}, ${imported_by},
      (select off_at from flows where key = ${key} and shipped and ${shipped} order by version desc limit 1)
    from flows where key = ${key}
    on conflict on constraint flow_content_exists do nothing
    returning id`
  return entered.length > 0
}

/** Makes content that was imported before the newest version again. */
export async function raiseVersion(sql: TransactionSql, id: string, importedBy: string): Promise<void> {
  await sql`
    update flows set off_at = null, imported_by = ${importedBy}, created_at = now(),
      version = (select max(version) + 1 from flows other where other.key = flows.key)
    where id = ${id}`
}

/** Switches all versions of the account's own flow, or of the shipped one; true when that changed something. */
export async function switchFlow(
  sql: TransactionSql,
  flow: { key: string; shipped: boolean; off: boolean },
): Promise<boolean> {
  const changed = await sql`
    update flows set off_at = case when ${flow.off} then now() end
    where key = ${flow.key} and shipped = ${flow.shipped} and hash is not null
      and (off_at is not null) <> ${flow.off}
    returning id`
  return changed.length > 0
}

/** Of the account's own flows with another key: how many there are, how many of them on; and the versions of this one. */
export type OwnFlows = { others: number; others_on: number; versions: number }

export async function countOwnFlows(sql: TransactionSql, key: string): Promise<OwnFlows> {
  const [row] = await sql<OwnFlows[]>`
    select (count(distinct key) filter (where key <> ${key}))::integer as others,
      (count(distinct key) filter (where key <> ${key} and off_at is null))::integer as others_on,
      (count(*) filter (where key = ${key}))::integer as versions
    from flows where not shipped and hash is not null`
  return row ?? { others: 0, others_on: 0, versions: 0 }
}

/** What the account's own flows take in the database, with all their versions. */
export async function ownFlowBytes(sql: TransactionSql): Promise<number> {
  const [row] = await sql<{ bytes: number }[]>`
    select coalesce(sum(pg_column_size(definition)), 0)::float8 as bytes
    from flows where not shipped and hash is not null`
  return row?.bytes ?? 0
}

export type LeadingRow = { id: string; key: string; shipped: boolean; off: boolean }

/** Of each key the newest own version that is on, and the newest shipped one, on or off. */
export async function listLeading(sql: TransactionSql): Promise<LeadingRow[]> {
  return sql<LeadingRow[]>`
    select distinct on (key, shipped) id, key, shipped, off_at is not null as off
    from flows where hash is not null and (shipped or off_at is null)
    order by key, shipped, version desc`
}

export async function findDefinitions(
  sql: TransactionSql,
  ids: string[],
): Promise<{ id: string; definition: Flow }[]> {
  return sql<{ id: string; definition: Flow }[]>`select id, definition from flows where id = any(${ids})`
}

/** Undefined too where the row is of an older kind, which nothing walks any more. */
export async function findFlow(sql: TransactionSql, flowId: string): Promise<Flow | undefined> {
  const [row] = await sql<
    { definition: Flow }[]
  >`select definition from flows where id = ${flowId} and hash is not null`
  return row?.definition
}

export async function listHashes(sql: TransactionSql): Promise<{ hash: string }[]> {
  return sql<{ hash: string }[]>`select hash from flows where shipped and hash is not null`
}

/** Open cases that walk a flow of this key and stand on boards that this person opens, newest first. */
export async function listWalking(
  sql: TransactionSql,
  who: Pick<Ctx, 'user' | 'surface'>,
  key: string,
  most: number,
): Promise<FlowDetail['cases']> {
  return sql<FlowDetail['cases']>`
    select s.id, s.title, s.psa_ticket_id
    from ai_sessions s join flows w on w.account_id = s.account_id and w.id = s.flow_id
    where w.key = ${key} and s.status <> 'resolved' and ${onOpenBoard(sql, who)}
    order by s.created_at desc, s.id desc limit ${most}`
}

const signsShown = 6

/** Of each key its own flow and its shipped one: the newest that is on, else the newest. */
export async function listHeads(sql: TransactionSql, key: string | null): Promise<FlowSummary[]> {
  return sql<FlowSummary[]>`
    with walked as (
      select w.key, count(*)::integer as open_cases
      from ai_sessions s join flows w on w.account_id = s.account_id and w.id = s.flow_id
      where s.status <> 'resolved' group by w.key)
    select f.id, f.key, version, f.name, definition ->> 'domain' as domain, definition ->> 'category' as category,
      shipped, off_at is not null as off, f.created_at,
      jsonb_array_length(jsonb_path_query_array(definition, '$.nodes[*] ? (@.kind == "question")')) as question_count,
      array(select sign ->> 'word' from jsonb_array_elements(definition -> 'signs') with ordinality as o(sign, place)
        where (sign ->> 'weight')::integer > 0
        order by (sign ->> 'weight')::integer desc, place limit ${signsShown}) as matches,
      case when u.id is not null then json_build_object('user_id', u.id, 'name', u.name) end as by,
      coalesce(walked.open_cases, 0) as open_cases
    from flows f
    left join users u on u.account_id = f.account_id and u.id = f.imported_by
    left join walked on walked.key = f.key
    -- Chosen before their content is opened: a key may have two hundred versions of 200 kB.
    where f.id in (
      select distinct on (key, shipped) id
      from flows where hash is not null and (${key}::text is null or key = ${key})
      order by key, shipped, off_at is not null, version desc)
    order by f.key, shipped`
}

export async function findFlowContent(
  sql: TransactionSql,
  id: string,
): Promise<{ hash: string; flow: Flow } | undefined> {
  const [row] = await sql<{ hash: string; flow: Flow }[]>`
    select hash, definition as flow from flows where id = ${id}`
  return row
}

/** Undefined too where the row is of an older kind, which nothing walks any more. */
export async function findVersion(
  sql: TransactionSql,
  id: string,
): Promise<(Pick<FlowSummary, 'key' | 'name' | 'version' | 'shipped'> & { hash: string }) | undefined> {
  const [row] = await sql<(Pick<FlowSummary, 'key' | 'name' | 'version' | 'shipped'> & { hash: string })[]>`
    select key, name, version, shipped, hash from flows where id = ${id} and hash is not null`
  return row
}

export async function listVersions(
  sql: TransactionSql,
  key: string,
  most: number,
): Promise<FlowDetail['versions']> {
  return sql<FlowDetail['versions']>`
    select f.version, f.hash, f.shipped, f.off_at is not null as off, f.created_at,
      case when u.id is not null then json_build_object('user_id', u.id, 'name', u.name) end as by
    from flows f left join users u on u.account_id = f.account_id and u.id = f.imported_by
    where f.key = ${key} and f.hash is not null
    order by f.version desc limit ${most}`
}
