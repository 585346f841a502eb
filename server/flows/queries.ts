import type { Flow, FlowSummary } from '../../shared/contracts/flows.ts'
import type { TransactionSql } from '../db/connect.ts'

/** Enters a flow once; a version is never changed once it is there. */
export async function insertFlow(
  sql: TransactionSql,
  { account_id, id, flow }: { account_id: string; id: string; flow: Flow },
): Promise<void> {
  await sql`
    insert into flows (account_id, id, key, version, name, shipped, definition)
    values (${account_id}, ${id}, ${flow.key}, ${flow.version}, ${flow.name}, true, ${sql.json(flow as never)})
    on conflict on constraint flow_version_exists do nothing`
}

export async function findFlowId(
  sql: TransactionSql,
  key: string,
  version: number,
): Promise<{ id: string } | undefined> {
  const [row] = await sql<{ id: string }[]>`
    select id from flows where key = ${key} and version = ${version}`
  return row
}

/** The newest version of each flow. */
export async function listNewestFlows(sql: TransactionSql): Promise<FlowSummary[]> {
  return sql<FlowSummary[]>`
    select distinct on (key) id, key, version, name, definition ->> 'domain' as domain,
      jsonb_array_length(jsonb_path_query_array(definition, '$.nodes[*] ? (@.kind == "question")')) as question_count
    from flows order by key, version desc`
}
