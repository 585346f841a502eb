import type { AiPolicy, ClientPolicy, ClientPolicyOrder } from '../../shared/contracts/ai-policy.ts'
import type { Fragment } from '../db/as-json.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { Alias } from './aliases.ts'

/** More are not shown for a choice; any name can be typed. */
const mostKnownClients = 500
const mostColleagues = 200

export type PolicyRow = {
  usual: string | null
  policy: AiPolicy | null
  /** Its ticket is not at hand, so it is not known whose the case is; then the strictest of all rules stands here. */
  is_unread: boolean
  /** Null, as `reason`, where the rule is that of another client. */
  client_name: string | null
  reason: string | null
  /** Names were replaced in this case before. */
  was_redacted: boolean
  /** Of the client, where one is set. */
  time_zone: string | null
}

/** What was set for the client of a case, strictest first, and what is usual; one row. */
export const policyOf = (sql: TransactionSql, sessionId: string): Fragment => sql`
  select a.preferences ->> 'ai_policy' as usual, coalesce(p.is_unread, false) as is_unread, p.policy,
    p.client_name, p.reason, ${zoneOfClient(sql, sessionId)} as time_zone,
    exists (select from session_aliases l where l.session_id = ${sessionId}) as was_redacted
  from accounts a
  left join lateral (
    select ${isUnread(sql)} as is_unread, p.policy, p.client_name, p.reason
    from ${caseAndTicket(sql, sessionId)}
    left join lateral (
      select r.policy, case when is_own then r.client_name end as client_name, case when is_own then r.reason end as reason,
        is_own
      from client_policies r cross join lateral (select coalesce(${isOfClient(sql, sql`r`)}, false) as is_own) o
      where is_own or ${isUnread(sql)}
    ) p on true
    order by array_position(array['off', 'redacted', 'allowed'], p.policy), p.is_own desc limit 1
  ) p on true`

/** A case `s`, its ticket `t`, where it is at hand, and the keys `k` of both names, made once. */
const caseAndTicket = (sql: TransactionSql, sessionId: string): Fragment => sql`
  (select * from ai_sessions where id = ${sessionId}) s
  left join ticket_snapshots t on t.account_id = s.account_id and t.connection_id = s.psa_connection_id
    and t.ticket_id = s.psa_ticket_id
  cross join lateral (select ${keyOf(sql, sql`s.client_name`)} as of_case,
    ${keyOf(sql, sql`t.context #>> '{ticket,company,name}'`)} as of_ticket, t.context #>> '{ticket,company,id}' as company_id
    offset 0) k`

/** Whose it is cannot be known then: its name may be another's, and its company may be called otherwise by now. */
const isUnread = (sql: TransactionSql): Fragment => sql`(s.psa_ticket_id is not null and t.ticket_id is null)`

/** A rule is set for the client of the case, by its name or the company of its ticket. */
const isOfClient = (sql: TransactionSql, rule: Fragment): Fragment => sql`
  (${rule}.client_key in (k.of_case, k.of_ticket)
    or (${rule}.connection_id = t.connection_id and ${rule}.company_id = k.company_id))`

/** The company of the ticket first: a name of a case is what somebody typed. */
const zoneOfClient = (sql: TransactionSql, sessionId: string): Fragment => sql`
  (select p.time_zone from ${caseAndTicket(sql, sessionId)} join client_policies p on ${isOfClient(sql, sql`p`)}
    where p.time_zone is not null
    order by p.company_id is not distinct from k.company_id desc, p.set_at desc limit 1)`

export type Zones = { client: string | null; account: string | null }

export async function findZones(sql: TransactionSql, sessionId: string): Promise<Zones> {
  const [row] = await sql<Zones[]>`
    select ${zoneOfClient(sql, sessionId)} as client, preferences ->> 'time_zone' as account from accounts`
  return row ?? { client: null, account: null }
}

const keyOf = (sql: TransactionSql, name: Fragment) =>
  sql`lower(regexp_replace(btrim(${name}), '\\s+', ' ', 'g'))`

export type NamesRow = {
  client_name: string | null
  asset_name: string | null
  company: string | null
  contact: string | null
  first_name: string | null
  people: (string | null)[]
  devices: string[]
  /** Its ticket is not at hand: who stands in it is unknown. */
  is_unread: boolean
}

/** Who and what stands in a case by name: its client, the people of its ticket and of the account, its devices. */
export async function findNamesOf(sql: TransactionSql, sessionId: string): Promise<NamesRow | undefined> {
  const [row] = await sql<NamesRow[]>`
    select s.client_name, s.asset_name, s.psa_ticket_id is not null and t.ticket_id is null as is_unread,
      t.context #>> '{ticket,company,name}' as company,
      t.context #>> '{ticket,contact,name}' as contact, t.context #>> '{ticket,contact,first_name}' as first_name,
      array(select distinct name from (
        select jsonb_array_elements_text(jsonb_path_query_array(t.context, '$.notes[*].author')
          || jsonb_path_query_array(t.context, '$.ticket.resources[*]')
          || jsonb_path_query_array(t.context, '$.ticket.owner')) as name
        union all (select name from users order by name limit ${mostColleagues})) people) as people,
      array(select jsonb_array_elements_text(
        jsonb_path_query_array(t.context, '$.ticket.configurations[*].name'))) as devices
    from ai_sessions s
    left join ticket_snapshots t on t.account_id = s.account_id and t.connection_id = s.psa_connection_id
      and t.ticket_id = s.psa_ticket_id
    where s.id = ${sessionId}`
  return row
}

export const listAliases = (sql: TransactionSql, sessionId: string): Promise<Alias[]> =>
  sql<Alias[]>`select alias, words from session_aliases where session_id = ${sessionId}`

/** Nobody else makes aliases for the case until this transaction ends. */
export async function lockAliases(sql: TransactionSql, sessionId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`aliases ${sessionId}`}, 0))`
}

export async function keepAliases(
  sql: TransactionSql,
  place: { account_id: string; session_id: string },
  made: readonly Alias[],
): Promise<void> {
  if (made.length > 0)
    await sql`insert into session_aliases ${sql(made.map((one) => ({ ...place, ...one })))}`
}

export function listClientPolicies(sql: TransactionSql): Promise<ClientPolicy[]> {
  return sql<ClientPolicy[]>`
    select p.id, p.client_name, p.policy, p.time_zone, p.reason, u.name as set_by, p.set_at
    from client_policies p left join users u on u.account_id = p.account_id and u.id = p.set_by
    order by p.client_key`
}

export async function listKnownClients(sql: TransactionSql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select distinct name from (
      select context #>> '{ticket,company,name}' as name from ticket_snapshots
      union all select client_name from ai_sessions
    ) known where name <> '' order by name limit ${mostKnownClients}`
  return rows.map(({ name }) => name)
}

/** How many are set for other clients than the one of this name. */
export async function countOtherRules(sql: TransactionSql, clientName: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from client_policies
    where client_key <> ${keyOf(sql, sql`${clientName}::text`)}`
  return row?.count ?? 0
}

/** With the company that the newest ticket of this name has. */
export async function setClientPolicy(
  sql: TransactionSql,
  place: { account_id: string; id: string; set_by: string },
  { client_name, policy, reason, time_zone }: ClientPolicyOrder,
): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into client_policies as p (account_id, id, client_name, policy, reason, time_zone, set_by, connection_id,
      company_id)
    select ${place.account_id}, ${place.id}, ${client_name}, ${policy}, ${reason}, ${time_zone}, ${place.set_by},
      t.connection_id, t.company_id
    from (select) one left join lateral (
      select connection_id, context #>> '{ticket,company,id}' as company_id from ticket_snapshots
      where ${keyOf(sql, sql`context #>> '{ticket,company,name}'`)} = ${keyOf(sql, sql`${client_name}::text`)}
      order by fetched_at desc limit 1
    ) t on true
    on conflict (account_id, client_key) do update set client_name = excluded.client_name, policy = excluded.policy,
      reason = excluded.reason, time_zone = excluded.time_zone, set_by = excluded.set_by, set_at = now(),
      connection_id = coalesce(excluded.connection_id, p.connection_id),
      company_id = coalesce(excluded.company_id, p.company_id)
    returning id`
  if (!row) throw new Error('a policy was not written')
  return row.id
}

export async function removeClientPolicy(sql: TransactionSql, id: string): Promise<string | undefined> {
  const [row] = await sql<{ client_name: string }[]>`
    delete from client_policies where id = ${id} returning client_name`
  return row?.client_name
}
