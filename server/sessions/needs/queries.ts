import type { Need } from '../../../shared/contracts/needs.ts'
import { needingStates } from '../../../shared/needing-states.ts'
import type { Ctx } from '../../ctx.ts'
import type { TransactionSql } from '../../db/connect.ts'
import { onOpenPost } from '../../posts/queries.ts'
import { onOpenBoard } from '../../tickets/board-queries.ts'

/** So many of my newest open cases, and of my posts that need somebody, are looked at. */
const mostCases = 200
const mostPosts = 50
const mostNeeds = 50
/** A case that rests longer than that may have been forgotten. */
const restsDays = 3

/**
 * What waits for this person, each ticket once by its most pressing reason, the longest waiting first; a post of it
 * that needs somebody is named beside. Of a ticket counts what it said when it was last read, and what we posted since.
 */
export async function needRows(sql: TransactionSql, who: Pick<Ctx, 'user' | 'surface'>): Promise<Need[]> {
  return sql<Need[]>`
    with mine as (
      select s.id as session_id, s.psa_connection_id as connection_id, s.psa_ticket_id as ticket_id, s.title,
        s.client_name, s.status, s.paused_at
      from ai_sessions s
      where s.current_handler_id = ${who.user.id} and s.status <> 'resolved' and ${onOpenBoard(sql, who)}
      order by s.created_at desc, s.id desc limit ${mostCases}
    ), posted as (
      select p.* from posts p
      where p.user_id = ${who.user.id} and p.state = any(${[...needingStates]}) and ${onOpenPost(sql, who)}
      order by p.created_at desc, p.id desc limit ${mostPosts}
    ), waiting as (
      select 1 as rank, 'client_waits' as kind, s.*, t.client_wrote_at as since, t.client_author as words,
        null as audience
      from mine s join ticket_snapshots t using (connection_id, ticket_id)
      where t.client_wrote_at > coalesce(t.we_wrote_at, '-infinity') and not exists (
        select from posts p where p.connection_id = s.connection_id and p.ticket_id = s.ticket_id
          and p.kind = 'note' and p.placement <> 'internal' and p.posted_at > t.client_wrote_at)
      union all
      select 3, 'reminder', s.*, r.remind_at, null, r.audience
      from mine s join notifications n on n.session_id = s.session_id and n.kind = 'reminder'
        and n.user_id = ${who.user.id} and n.read_at is null
      join reminders r on r.id = n.reminder_id
      union all
      select 4, 'your_turn', s.*, q.created_at, q.text, null
      from mine s cross join lateral (
        select created_at, text from ai_session_questions
        where session_id = s.session_id and state = 'open' order by created_at desc limit 1) q
      where s.status = 'active' and not exists (
        select from turns t where t.session_id = s.session_id and t.lease_until > now())
      union all
      select 5, 'paused_long', s.*, s.paused_at, null, null from mine s
      where s.status = 'paused' and s.paused_at < now() - make_interval(days => ${restsDays})
    ), reasons as (
      select rank, kind, session_id, null::uuid as post_id, connection_id, ticket_id, title, client_name, since, words,
        audience, null::jsonb as post
      from waiting
      union all
      select 2, 'post', p.session_id, p.id, p.connection_id, p.ticket_id, s.title, s.client_name, p.updated_at, null,
        null, jsonb_build_object('kind', p.kind, 'state', p.state)
      from posted p left join ai_sessions s on s.id = p.session_id
    ), placed as (
      select *, coalesce(connection_id || ' ' || ticket_id, session_id::text, post_id::text) as place from reasons
    ), needs as (
      select distinct on (place) rank, kind, session_id, ticket_id, title, client_name, since, words, audience,
        first_value(post_id) over posts as post_id, first_value(post) over posts as post
      from placed
      window posts as (partition by place order by rank = 2 desc, since, post_id)
      order by place, rank, since, session_id
    )
    select kind, session_id, post_id, ticket_id, title, client_name, since, words, audience, post from needs
    order by rank, since, session_id, post_id limit ${mostNeeds}`
}
