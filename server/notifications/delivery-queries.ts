import { rights } from '../../shared/contracts/accounts.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { After } from './outcome.ts'
import type { Choices } from './preferences.ts'
import { about, onBoardOpenTo } from './queries.ts'
import type { Told } from './texts.ts'

/** A delivery that was taken to be sent. `tries`: this one counted. */
export type TakenDelivery = Told & {
  id: string
  tries: number
  now: string
  created_at: string
  read_at: string | null
  /** Null: it is for a room. */
  person: { name: string; email: string | null; works: boolean; opens: boolean } | null
  choices: Choices
  /** Engineers open the board: a room is read by all of them. */
  engineers_open: boolean
  url_sealed: string | null
}

/**
 * The deliveries to one target that are due, taken for so many seconds: if whoever took them is gone by then, they are due
 * again.
 */
export async function takeDeliveries(
  sql: TransactionSql,
  target: { via: string; channel_id: string | null },
  { limit, lease_s }: { limit: number; lease_s: number },
): Promise<TakenDelivery[]> {
  const taken = await sql<{ id: string }[]>`
    update notification_deliveries set attempts = attempts + 1, due_at = now() + make_interval(secs => ${lease_s})
    where id in (
      select id from notification_deliveries
      where via = ${target.via} and channel_id is not distinct from ${target.channel_id}
        and state = 'waiting' and due_at <= now()
      order by due_at, id limit ${limit} for update skip locked)
    returning id`
  if (taken.length === 0) return []
  const engineer = { id: sql`'00000000-0000-0000-0000-000000000000'::uuid`, role: sql`'engineer'::text` }
  return sql<TakenDelivery[]>`
    select d.id, d.attempts as tries, clock_timestamp() as now, d.created_at, n.kind, n.session_id, n.read_at, c.title, c.client_name, r.audience, p.kind as post_kind,
      coalesce(c.psa_ticket_id, p.ticket_id) as ticket_id, b.name as by, h.url_sealed,
      case when u.id is not null then json_build_object('name', u.name, 'email', u.email,
        'works', u.active and u.role = any(${[...rights.work]}),
        'opens', ${onBoardOpenTo(sql, { id: sql`u.id`, role: sql`u.role` })}) end as person,
      coalesce(u.preferences -> 'notifications', '{}') as choices,
      ${onBoardOpenTo(sql, engineer)} as engineers_open
    from notification_deliveries d
    join notifications n on n.account_id = d.account_id and n.id = d.notification_id
    left join users u on u.account_id = n.account_id and u.id = n.user_id
    left join notification_channels h on h.account_id = d.account_id and h.id = d.channel_id
    ${about(sql)}
    where d.id = any(${taken.map(({ id }) => id)})
    order by d.created_at, d.id`
}

/** Only while this try is the last one that began. */
export async function endTry(
  sql: TransactionSql,
  { id, tries }: Pick<TakenDelivery, 'id' | 'tries'>,
  { state, code, again_in_s }: After,
): Promise<void> {
  await sql`
    update notification_deliveries set state = ${state}, code = ${code},
      due_at = now() + make_interval(secs => ${again_in_s ?? 0}),
      ended_at = case when ${state} = 'waiting' then null else now() end
    where id = ${id} and attempts = ${tries} and state = 'waiting'`
}

/** Not tried: they wait as long as the one before them, and it counts as no try. */
export async function putBack(
  sql: TransactionSql,
  ids: readonly string[],
  again_in_s: number,
  code: string,
): Promise<void> {
  await sql`
    update notification_deliveries set attempts = attempts - 1, code = ${code},
      due_at = now() + make_interval(secs => ${again_in_s})
    where id = any(${[...ids]}) and state = 'waiting'`
}
