import type { PostPreview, Update } from '../../shared/contracts/updates.ts'
import { stripHidden } from '../../shared/hidden-signs.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { StoredCite } from '../evidence/cites.ts'
import { textHash } from '../posts/same-text.ts'
import { newestPost, newestPostJoin } from '../sessions/turn-queries.ts'

export type UpdateRow = Update & {
  session_id: string
  ticket_updated_at: string | null
  ticket_company_id: string | null
  cites: StoredCite[]
}

const columns = (sql: TransactionSql) => sql`
  u.id as update_id, u.session_id, u.content, u.subject, u.audience, u.length, u.context, u.session_status,
  u.steps_completed, u.time_spent_minutes, u.state, u.model_kind, u.copied_at, u.generated_at, u.ticket_updated_at,
  u.ticket_company_id, u.cites, a.name as created_by, ${newestPost(sql)}`

export async function findUpdate(
  sql: TransactionSql,
  sessionId: string,
  updateId: string,
): Promise<UpdateRow | undefined> {
  const [row] = await sql<UpdateRow[]>`
    select ${columns(sql)}
    from session_updates u join users a on a.account_id = u.account_id and a.id = u.created_by ${newestPostJoin(sql)}
    where u.session_id = ${sessionId} and u.id = ${updateId}`
  return row
}

export type NewUpdateRow = Pick<
  UpdateRow,
  | 'session_id'
  | 'content'
  | 'subject'
  | 'audience'
  | 'length'
  | 'context'
  | 'session_status'
  | 'steps_completed'
  | 'time_spent_minutes'
  | 'state'
  | 'model_kind'
  | 'ticket_updated_at'
  | 'ticket_company_id'
  | 'cites'
> & { account_id: string; id: string; created_by: string; state_version: number }

export async function insertUpdate(sql: TransactionSql, row: NewUpdateRow): Promise<void> {
  await sql`insert into session_updates ${sql({ ...row, cites: sql.json(row.cites) })}`
}

export async function writeContent(
  sql: TransactionSql,
  updateId: string,
  { content, cites }: Pick<UpdateRow, 'content' | 'cites'>,
): Promise<void> {
  await sql`
    update session_updates set content = ${content}, cites = ${sql.json(cites)}, state = 'complete'
    where id = ${updateId}`
}

export async function markCopied(sql: TransactionSql, updateId: string): Promise<void> {
  await sql`update session_updates set copied_at = now() where id = ${updateId}`
}

/** How long ago this person's newest update of the case was written, and whether it was posted since. */
export async function lastWritten(
  sql: TransactionSql,
  sessionId: string,
  userId: string,
): Promise<{ seconds: number; posted: boolean } | undefined> {
  const [row] = await sql<{ seconds: number; posted: boolean }[]>`
    select extract(epoch from now() - u.generated_at)::float8 as seconds,
      exists (select 1 from posts p where p.update_id = u.id) as posted
    from session_updates u where u.session_id = ${sessionId} and u.created_by = ${userId}
    order by u.generated_at desc limit 1`
  return row
}

export async function previousUpdate(
  sql: TransactionSql,
  sessionId: string,
  audience: Update['audience'],
): Promise<{ at: string; text: string } | undefined> {
  const [row] = await sql<{ at: string; text: string }[]>`
    select u.generated_at as at, u.content as text from session_updates u
    where u.session_id = ${sessionId} and u.audience = ${audience}
      and (u.copied_at is not null or exists (
        select from posts p where p.update_id = u.id and p.state in ('posted', 'verified')))
    order by u.generated_at desc limit 1`
  return row
}

/** Ids of the facts and tasks that are newer than an instant. */
export async function changedSince(sql: TransactionSql, sessionId: string, at: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from ai_session_facts where session_id = ${sessionId} and deleted_at is null and created_at > ${at}
    union all
    select id from ai_session_tasks
    where session_id = ${sessionId} and deleted_at is null and coalesce(done_at, created_at) > ${at}`
  return rows.map(({ id }) => id)
}

export type Moved = { facts: number; tasks: number; messages: number }

type Place = { connection_id: string; ticket_id: string; visibility: 'internal' | 'client_visible' }
export type SinceWritten = {
  moved: Moved
  /** Of the messages those that may be orders, as they are short. */
  short_messages: string[]
  said_before: PostPreview['said_before']
}

/** How the case went on since an update was written, and whether its words are in this place of the ticket already. */
export async function sinceWritten(
  sql: TransactionSql,
  { session_id, generated_at, content }: UpdateRow,
  { connection_id, ticket_id, visibility }: Place,
): Promise<SinceWritten> {
  const [row] = await sql<[Moved & Omit<SinceWritten, 'moved'>]>`
    select
      (select count(*) from ai_session_facts where session_id = ${session_id}
        and (created_at > ${generated_at} or deleted_at > ${generated_at})) as facts,
      (select count(*) from ai_session_tasks where session_id = ${session_id} and done_at > ${generated_at}) as tasks,
      (select count(*) from ai_session_steps where session_id = ${session_id} and kind = 'message'
        and created_at > ${generated_at}) as messages,
      array(select content from ai_session_steps where session_id = ${session_id} and kind = 'message'
        and created_at > ${generated_at} and length(content) <= 200 limit 200) as short_messages,
      (select to_jsonb(s) from (
        select coalesce(p.posted_at, p.created_at) as at, p.psa_id, u.name as by
        from posts p join users u on u.account_id = p.account_id and u.id = p.user_id
        where p.connection_id = ${connection_id} and p.ticket_id = ${ticket_id} and p.kind = 'note'
          and p.created_at > now() - interval '1 day' and p.state not in ('rejected', 'cancelled')
          and (p.placement = 'internal') = ${visibility === 'internal'}
          and p.body_hash = ${textHash(stripHidden(content))}
        order by p.created_at desc limit 1) s) as said_before`
  const { said_before, short_messages, ...moved } = row
  return {
    moved,
    short_messages,
    said_before: said_before && { ...said_before, at: new Date(said_before.at).toISOString() },
  }
}

export type AccountVoice = { name: string; communication_templates: unknown }

export async function accountVoice(sql: TransactionSql): Promise<AccountVoice> {
  const [row] = await sql<AccountVoice[]>`select name, communication_templates from accounts`
  return row as AccountVoice
}

/** Merged in the database, so that two admins who set different things both keep theirs; null takes a value out. */
export async function mergeTemplates(sql: TransactionSql, change: object): Promise<unknown> {
  const [row] = await sql<{ communication_templates: unknown }[]>`
    update accounts
    set communication_templates = jsonb_strip_nulls(communication_templates || ${sql.json(change as never)})
    returning communication_templates`
  return row?.communication_templates
}
