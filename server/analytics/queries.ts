import { type EscalationMetrics, timeBinEnds } from '../../shared/contracts/analytics.ts'
import { breakMinutes } from '../../shared/durations.ts'
import type { Ctx } from '../ctx.ts'
import type { Fragment } from '../db/as-json.ts'
import type { TransactionSql } from '../db/connect.ts'
import { onOpenPost } from '../posts/queries.ts'
import { actsIn } from '../sessions/view-queries.ts'
import { onOpenBoard } from '../tickets/board-queries.ts'

/** Who asks, and for how many days back from now. */
export type Span = { who: Pick<Ctx, 'user' | 'surface'>; days: number }

const begin = (sql: TransactionSql, { days }: Span): Fragment => sql`now() - ${days}::int * interval '1 day'`

/** Escalations `h` of cases `s`, without those that were taken back. */
const escalations = (sql: TransactionSql, span: Span): Fragment => sql`
  handoffs h join ai_sessions s on s.account_id = h.account_id and s.id = h.session_id
  where h.intent = 'escalate' and h.withdrawn_at is null and h.created_at >= ${begin(sql, span)}
    and ${onOpenBoard(sql, span.who)}`

export type ClaimTimes = Pick<
  EscalationMetrics,
  | 'n_handoffs_created'
  | 'n_handoffs_claimed'
  | 'n_handoffs_with_action'
  | 'avg_seconds'
  | 'median_seconds'
  | 'p95_seconds'
> & { bins: Record<string, number> }

/**
 * The first step is the first by its number in the case: a step of a transaction that began before the claim carries an
 * instant from before it, and counts as 0.
 */
export async function claimTimes(sql: TransactionSql, span: Span): Promise<ClaimTimes> {
  const [row] = await sql<ClaimTimes[]>`
    with handed as (
      select h.claimed_at, case when first.created_at is not null
        then greatest(0, extract(epoch from first.created_at - h.claimed_at)) end as seconds
      from (select h.* from ${escalations(sql, span)}) h
      left join lateral (
        select p.created_at from ai_session_steps p
        where h.claimed_by is not null and p.session_id = h.session_id and p.user_id = h.claimed_by
          and p.kind not in ('handoff', 'briefing')
          and p.seq > (select c.seq from ai_session_steps c where c.session_id = h.session_id
            and c.kind = 'handoff' and c.ref_id = h.id and c.user_id = h.claimed_by order by c.seq limit 1)
        order by p.seq limit 1) first on true)
    select count(*)::int as n_handoffs_created, count(claimed_at)::int as n_handoffs_claimed,
      count(seconds)::int as n_handoffs_with_action, round(avg(seconds), 1)::float8 as avg_seconds,
      round((percentile_cont(0.5) within group (order by seconds))::numeric, 1)::float8 as median_seconds,
      round((percentile_cont(0.95) within group (order by seconds))::numeric, 1)::float8 as p95_seconds,
      coalesce((select jsonb_object_agg(bin, n) from (
        select width_bucket(seconds, ${[...timeBinEnds]}::numeric[]) as bin, count(*) as n from handed
        where seconds is not null group by 1) b), '{}') as bins
    from handed`
  if (!row) throw new Error('an aggregate answers one row')
  return row
}

export async function markedLines(
  sql: TransactionSql,
  span: Span,
): Promise<EscalationMetrics['brief_lines']> {
  const [row] = await sql<EscalationMetrics['brief_lines'][]>`
    select count(*) filter (where m.verdict = 'confirmed')::int as confirmed,
      count(*) filter (where m.verdict = 'wrong')::int as wrong
    from (select h.received from ${escalations(sql, span)}) r, jsonb_each_text(r.received) as m (item, verdict)`
  return row ?? { confirmed: 0, wrong: 0 }
}

/** As `sameText` reads a text: two that say the same to a reader come out equal. */
export const sameText = (sql: TransactionSql, text: Fragment): Fragment => sql`
  btrim(rtrim(regexp_replace(lower(normalize(${text}, NFKC)), '\\s+', ' ', 'g'), '.!?…'))`

/** Reading every text of a million handoffs would take minutes. */
const mostCompared = 2_000

/**
 * What was done or asked once more after a claim, as a handoff's own view has it, in the newest that were claimed; without
 * any work there is nothing to repeat.
 */
export async function repeatedWork(sql: TransactionSql, span: Span): Promise<EscalationMetrics['repeated']> {
  const command = (of: Fragment) => sql`btrim(${of}, E' \\t\\r\\n')`
  const later = (what: Fragment, kind: string) => sql`array(
    select ${what} from ai_session_steps p
    where p.session_id = h.session_id and p.kind = ${kind} and p.created_at > h.claimed_at)`
  const [row] = await sql<EscalationMetrics['repeated'][]>`
    select coalesce(sum(done.again), 0)::int as steps, coalesce(sum(asked.again), 0)::int as questions
    from (
      select h.session_id, h.work, ${later(sql`p.ref_id`, 'action')} as acted,
        ${later(sameText(sql, sql`p.content`), 'question')} as asked
      from ${escalations(sql, span)} and h.claimed_at is not null and h.work <> '{"steps": [], "questions": []}'
      order by h.created_at desc, h.id desc limit ${mostCompared}) h
    cross join lateral (
      select coalesce(array_agg(w ->> 'id'), '{}') as ids, array_agg(${command(sql`w ->> 'command'`)}) as commands,
        array_agg(${sameText(sql, sql`w ->> 'text'`)}) as texts
      from jsonb_array_elements(h.work -> 'steps') w) handed
    cross join lateral (
      select count(*) as again from ai_session_tasks t
      where t.session_id = h.session_id and t.state = 'done' and t.deleted_at is null
        and (t.id::text <> all(handed.ids) or t.id = any(h.acted))
        and (${command(sql`t.command`)} = any(handed.commands) or ${sameText(sql, sql`t.text`)} = any(handed.texts))
    ) done
    cross join lateral (
      select count(*) as again from jsonb_array_elements_text(h.work -> 'questions') q
      where h.asked <> '{}' and ${sameText(sql, sql`q`)} = any(h.asked)) asked`
  return row ?? { steps: 0, questions: 0 }
}

/** Whether update `u` reached somebody. */
const isUsed = (sql: TransactionSql): Fragment => sql`
  (u.copied_at is not null or exists (
    select from posts p where p.update_id = u.id and p.state in ('posted', 'verified')))`

const activeMinutesAtLeast = 10

export type WorkedTime = {
  adoption: Omit<EscalationMetrics['adoption'], 'aim_share'>
  minutes: EscalationMetrics['minutes']
}

/**
 * Minutes as `activeMinutes` has them: gaps that are no breaks, without what lies in a pause, rounded; what comes before
 * the first act counts for its phase alone. Case by case, so that nothing is sorted which does not fit into memory.
 */
export async function workedTime(sql: TransactionSql, span: Span): Promise<WorkedTime> {
  const sumOf = (phase: string) => sql`sum(spent) filter (where phase = ${phase})`
  const minutes = (sum: string) => sql`coalesce(round(extract(epoch from sum(${sql(sum)})) / 60), 0)::int`
  const [row] = await sql<(WorkedTime['adoption'] & WorkedTime['minutes'])[]>`
    with begun as materialized (
      select s.id, s.created_at from ai_sessions s
      where s.created_at >= ${begin(sql, span)} and ${onOpenBoard(sql, span.who)}
    ), worked as (
      select s.id, p.wait, w.* from begun s
      cross join lateral (
        select array_agg(r.began_at) as began, array_agg(coalesce(r.ended_at, 'infinity')) as ended,
          sum(coalesce(r.ended_at, now()) - r.began_at) as wait
        from ai_session_pauses r where r.session_id = s.id) p
      cross join lateral (
        select ${sumOf('read')} as read, ${sumOf('diagnose')} as diagnose, ${sumOf('act')} as act,
          ${sumOf('write')} as write, ${sumOf('hand_over')} as hand_over,
          round(extract(epoch from sum(spent) filter (where after <> 'begin')) / 60) as active
        from (
          select g.after, case when g.after in ('begin', 'briefing') then 'read' when g.phase = 'briefing' then 'hand_over'
              else g.phase end as phase,
            case when p.began is null then g.at - g.since else g.at - g.since - coalesce((
              select sum(least(r.ended_at, g.at) - greatest(r.began_at, g.since))
              from unnest(p.began, p.ended) r (began_at, ended_at)
              where r.began_at < g.at and r.ended_at > g.since), interval '0') end as spent
          from (
            select a.at, a.phase, lag(a.at) over acts as since, lag(a.phase) over acts as after
            from (select s.created_at as at, 'begin' as phase union all ${actsIn(sql)}) a
            window acts as (order by a.at, a.phase <> 'begin')) g
          where g.at - g.since <= ${breakMinutes}::int * interval '1 minute'
          -- else each sum would work it out anew
          offset 0) spans) w
    )
    select count(*) filter (where active > ${activeMinutesAtLeast})::int as cases,
      count(*) filter (where active > ${activeMinutesAtLeast} and exists (
        select from session_updates u where u.session_id = w.id and ${isUsed(sql)}))::int as with_update,
      ${minutes('read')} as read, ${minutes('diagnose')} as diagnose, ${minutes('act')} as act,
      ${minutes('write')} as write, ${minutes('hand_over')} as hand_over, ${minutes('wait')} as wait
    from worked w`
  if (!row) throw new Error('an aggregate answers one row')
  const { cases, with_update, ...phases } = row
  return { adoption: { cases, with_update }, minutes: phases }
}

/** What was written first stands in the log of the case. */
export async function usedUpdates(sql: TransactionSql, span: Span): Promise<EscalationMetrics['updates']> {
  const [row] = await sql<EscalationMetrics['updates'][]>`
    with begun as materialized (
      select s.id from ai_sessions s where s.created_at >= ${begin(sql, span)} and ${onOpenBoard(sql, span.who)}
    )
    select count(*)::int as used, count(distinct u.session_id)::int as cases,
      count(*) filter (where exists (
        select from ai_session_steps w where w.session_id = u.session_id and w.kind = 'status_update'
          and w.ref_id = u.id and w.content <> u.content))::int as changed
    from begun b cross join lateral (
      select u.id, u.session_id, u.content from session_updates u where u.session_id = b.id and ${isUsed(sql)}) u`
  return row ?? { used: 0, cases: 0, changed: 0 }
}

export async function draftToNote(
  sql: TransactionSql,
  span: Span,
): Promise<Omit<EscalationMetrics['draft_to_note'], 'aim_seconds'>> {
  const median = (from: Fragment) => sql`
    round((percentile_cont(0.5) within group (order by greatest(0, extract(epoch from p.posted_at - ${from}))))::numeric, 1)::float8`
  const [row] = await sql<Omit<EscalationMetrics['draft_to_note'], 'aim_seconds'>[]>`
    select count(*)::int as notes, ${median(sql`u.generated_at`)} as median_seconds,
      ${median(sql`p.created_at`)} as median_seconds_after_click
    from posts p join session_updates u on u.account_id = p.account_id and u.id = p.update_id
    join ai_sessions s on s.account_id = u.account_id and s.id = u.session_id
    where p.created_at >= ${begin(sql, span)} and p.kind = 'note' and p.state in ('posted', 'verified')
      and p.posted_at is not null and ${onOpenBoard(sql, span.who)}`
  return row ?? { notes: 0, median_seconds: null, median_seconds_after_click: null }
}

export async function postStates(sql: TransactionSql, span: Span): Promise<EscalationMetrics['posts']> {
  return sql<EscalationMetrics['posts']>`
    select p.state, count(*)::int as count from posts p
    where p.created_at >= ${begin(sql, span)} and ${onOpenPost(sql, span.who)}
    group by p.state order by p.state`
}
