import type { Image } from '../../shared/contracts/images.ts'
import type { Step } from '../../shared/contracts/sessions.ts'
import type { Fragment } from '../db/as-json.ts'
import type { TransactionSql } from '../db/connect.ts'

export type StepRow = {
  id: string
  kind: Step['kind']
  user_id: string | null
  content: string
  state: Step['state']
  model_kind: Step['model_kind']
  remark: string | null
  ref_id: string | null
  intent_key: string | null
  images: Image[]
}
export type NewStepRow = Omit<StepRow, 'images'> & { account_id: string; session_id: string }

/** The steps after `raised`, which has taken their numbers: a part of the statement that raises the version. */
export const addedSteps = (sql: TransactionSql, sessionId: string, steps: StepRow[]) => sql`
  added as (
    insert into ai_session_steps (account_id, session_id, id, seq, kind, user_id, content, state, model_kind, remark,
      ref_id, intent_key)
    select raised.account_id, ${sessionId}, s.id, raised.seq + s.n - 1, s.kind, s.user_id, s.content, s.state,
      s.model_kind, s.remark, s.ref_id, s.intent_key
    from raised, rows from (jsonb_to_recordset(${sql.json(steps)}) as (id uuid, kind text, user_id uuid, content text,
      state text, model_kind text, remark text, ref_id uuid, intent_key uuid)) with ordinality
      as s(id, kind, user_id, content, state, model_kind, remark, ref_id, intent_key, n)
  )${steps.some(({ images }) => images.length > 0) ? sql`, ${addedImages(sql, steps)}` : sql``}`

const addedImages = (sql: TransactionSql, steps: StepRow[]) => {
  const rows = steps.flatMap(({ id, images }) =>
    images.map((image, position) => ({ step_id: id, position, image_id: image.id })),
  )
  return sql`
    added_images as (
      insert into step_images (account_id, step_id, position, image_id)
      select raised.account_id, i.step_id, i.position, i.image_id
      from raised, jsonb_to_recordset(${sql.json(rows)}) as i(step_id uuid, position integer, image_id uuid)
    )`
}

/** Takes the next number of the case and writes the step under it; answers that number. */
export async function insertStep(sql: TransactionSql, row: NewStepRow): Promise<number> {
  const [written] = await sql<{ seq: number }[]>`
    with taken as (
      update ai_sessions set next_seq = next_seq + 1 where id = ${row.session_id} returning next_seq - 1 as seq
    )
    insert into ai_session_steps (account_id, session_id, id, seq, kind, user_id, content, state, model_kind, remark,
      ref_id, intent_key)
    select ${row.account_id}, ${row.session_id}, ${row.id}, seq, ${row.kind}, ${row.user_id}, ${row.content},
      ${row.state}, ${row.model_kind}, ${row.remark}, ${row.ref_id}, ${row.intent_key}
    from taken
    returning seq`
  return written?.seq ?? 0
}

/** One step each for cases of this account, in this order: the version of each case rises by one. The caller holds their locks. */
export async function advanceMany(
  sql: TransactionSql,
  steps: readonly (Pick<StepRow, 'id' | 'kind' | 'content' | 'ref_id'> & { session_id: string })[],
): Promise<{ account_id: string; session_id: string; state_version: number }[]> {
  return sql<{ account_id: string; session_id: string; state_version: number }[]>`
    with said as (
      select s.*, row_number() over (partition by s.session_id order by s.n) as place
      from rows from (jsonb_to_recordset(${sql.json(steps as never)})
        as (id uuid, session_id uuid, kind text, content text, ref_id uuid)) with ordinality
        as s(id, session_id, kind, content, ref_id, n)
    ), counted as (
      select session_id, count(*)::int as count from said group by session_id
    ), raised as (
      update ai_sessions c set state_version = c.state_version + 1, updated_at = now(),
        next_seq = c.next_seq + counted.count
      from counted where c.id = counted.session_id
      returning c.account_id, c.id as session_id, c.state_version, c.next_seq - counted.count as seq
    ), added as (
      insert into ai_session_steps (account_id, session_id, id, seq, kind, content, state, ref_id)
      select r.account_id, r.session_id, s.id, r.seq + s.place - 1, s.kind, s.content, 'complete', s.ref_id
      from raised r join said s on s.session_id = r.session_id
    )
    select account_id, session_id, state_version from raised`
}

const imagesOf = (sql: TransactionSql) => sql`
  coalesce((select json_agg(json_build_object('id', i.id, 'width', i.width, 'height', i.height) order by h.position)
    from step_images h join images i on i.account_id = h.account_id and i.id = h.image_id
    where h.account_id = p.account_id and h.step_id = p.id), '[]')`

const columns = (sql: TransactionSql) => sql`
  p.id, p.seq, p.kind, coalesce(t.partial, p.content) as content, p.state, p.model_kind, p.remark, p.ref_id, p.created_at,
  case when p.kind = 'message' then ${imagesOf(sql)} else '[]' end as images,
  case when p.user_id is null then '"flowpilot"'::jsonb
    else jsonb_build_object('user_id', p.user_id, 'name', u.name) end as author`

/** A reply that still comes has its text in its turn. */
const steps = (sql: TransactionSql) => sql`
  ai_session_steps p
  left join users u on u.account_id = p.account_id and u.id = p.user_id
  left join turns t on t.account_id = p.account_id and t.session_id = p.session_id and t.id = p.id
    and p.state = 'streaming'`

export const stepsOf = (sql: TransactionSql, sessionId: string): Fragment => sql`
  select ${columns(sql)} from ${steps(sql)} where p.session_id = ${sessionId} order by p.seq`

export async function findStep(sql: TransactionSql, stepId: string): Promise<Step | undefined> {
  const [row] = await sql<Step[]>`select ${columns(sql)} from ${steps(sql)} where p.id = ${stepId}`
  return row
}

/** The reply that the message with this key has got or is getting; where no message was said, the key is the reply's. */
export const replyByIntent = (
  sql: TransactionSql,
  sessionId: string,
  intentKey: string | null,
): Fragment => sql`
    select r.id
    from ai_session_steps k
    join ai_session_steps r on r.session_id = k.session_id and r.kind = 'reply' and (r.id = k.id or r.ref_id = k.id)
    where k.session_id = ${sessionId} and k.intent_key = ${intentKey}::uuid
    order by r.seq limit 1`

export type OpenMessage = { id: string; user_id: string; content: string; question_id: string | null }

/** What people said since FlowPilot's last whole answer, newest first. */
export const unansweredMessages = (sql: TransactionSql, sessionId: string): Fragment => sql`
    select id, user_id, content, ref_id as question_id from ai_session_steps
    where session_id = ${sessionId} and kind = 'message'
      and seq > coalesce((select max(seq) from ai_session_steps
        where session_id = ${sessionId} and kind = 'reply' and state = 'complete'), 0)
    order by seq desc limit 20`

/** The first messages that people wrote in a case, oldest first. */
export async function messageWords(sql: TransactionSql, sessionId: string, most: number): Promise<string[]> {
  const rows = await sql<{ content: string }[]>`
    select content from ai_session_steps where session_id = ${sessionId} and kind = 'message'
    order by seq limit ${most}`
  return rows.map(({ content }) => content)
}
