import type { Colleague } from '../../shared/contracts/accounts.ts'
import type { BreakerView } from '../connections/delivery.ts'
import type { TransactionSql } from '../db/connect.ts'
import { mostPeople } from './queries.ts'

export type MeRow = {
  email: string | null
  account_key: string
  account_name: string
  connection_id: string | null
  site_url: string | null
  pod_registered: boolean
  member_mapped: boolean
  breaker: BreakerView | null
}

export async function findMe(sql: TransactionSql, userId: string): Promise<MeRow | undefined> {
  const [row] = await sql<MeRow[]>`
    select u.email, a.key as account_key, a.name as account_name, c.id as connection_id, c.site_url,
           c.pod_setup_id is not null as pod_registered, m.user_id is not null as member_mapped,
           (select to_jsonb(b) from (
             select state, cause, probe_at, paused_until, now() as now from breakers where connection_id = c.id) b
           ) as breaker
    from users u
    join accounts a on a.account_id = u.account_id
    left join connections c on c.account_id = u.account_id
    left join member_mappings m on m.account_id = u.account_id and m.connection_id = c.id and m.user_id = u.id
    where u.id = ${userId}`
  return row
}

/** Everybody who is switched on, and as many of the others as the list of people holds. */
export async function listColleagues(sql: TransactionSql): Promise<Colleague[]> {
  return sql<Colleague[]>`
    select u.id, u.name, u.role, u.active,
           (select m.member_identifier from member_mappings m
            where m.account_id = u.account_id and m.user_id = u.id limit 1) as psa_member
    from users u order by u.active desc, lower(u.name), u.id
    limit ${mostPeople} + (select count(*) from users where active)`
}
