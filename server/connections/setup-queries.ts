import type { ConnectionSetup } from '../../shared/contracts/connections.ts'
import type { TransactionSql } from '../db/connect.ts'

type Note = NonNullable<ConnectionSetup['note']>
type Row = Omit<ConnectionSetup, 'note'> & (Note | Record<keyof Note, null>)

/** People who post, those of them with a member, and the newest note that was read back. */
export async function selectSetup(sql: TransactionSql, id: string): Promise<ConnectionSetup | undefined> {
  const [row] = await sql<Row[]>`
    select c.pod_setup_id is not null as pod_registered, p.post_id, p.ticket_id, p.state, p.verified_at,
      (select count(*)::int from users u where u.active and u.role <> 'viewer') as people,
      (select count(*)::int from users u join member_mappings m
         on m.account_id = u.account_id and m.connection_id = c.id and m.user_id = u.id
       where u.active and u.role <> 'viewer') as people_mapped
    from connections c
    left join lateral (
      select id as post_id, ticket_id, state, verified_at from posts
      where connection_id = c.id and kind = 'note' and (state = 'verified' or source_kind = 'person')
      order by state = 'verified' desc, created_at desc limit 1) p on true
    where c.id = ${id}`
  if (!row) return undefined
  const { post_id, ticket_id, state, verified_at, ...rest } = row
  return { ...rest, note: post_id === null ? null : { post_id, ticket_id, state, verified_at } }
}
