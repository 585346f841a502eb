import type { Task } from '../../shared/contracts/tasks.ts'
import type { Fragment } from '../db/as-json.ts'
import type { TransactionSql } from '../db/connect.ts'

/** `no`: its number among all steps the case ever had, so that a short id never names another one. */
export type TaskRow = Task & { touched_by: string | null; deleted_at: string | null; no: number }

const columns = (sql: TransactionSql) => sql`
  id, text, detail, command, state, known, result, position, revision, source, touched_by, deleted_at, no`

const numbered = (sql: TransactionSql, sessionId: string) => sql`
  (select *, (row_number() over (order by created_at, id))::int as no
    from ai_session_tasks where session_id = ${sessionId}) t`

export const tasksOf = (sql: TransactionSql, sessionId: string): Fragment => sql`
  select ${columns(sql)} from ${numbered(sql, sessionId)} where deleted_at is null order by position, id`

export async function listTasks(sql: TransactionSql, sessionId: string): Promise<TaskRow[]> {
  return sql<TaskRow[]>`${tasksOf(sql, sessionId)}`
}

/** Texts that a person took away: the model does not bring them back. */
export const removedTasksOf = (sql: TransactionSql, sessionId: string): Fragment => sql`
  select text from ai_session_tasks
  where session_id = ${sessionId} and deleted_at is not null and touched_by is not null
  order by created_at desc limit 200`

export async function removedTasks(sql: TransactionSql, sessionId: string): Promise<{ text: string }[]> {
  return sql<{ text: string }[]>`${removedTasksOf(sql, sessionId)}`
}

export type NewTaskRow = Pick<
  Task,
  'id' | 'text' | 'detail' | 'command' | 'state' | 'known' | 'result' | 'position' | 'source'
> & {
  account_id: string
  session_id: string
  touched_by: string | null
}

export async function insertTask(sql: TransactionSql, row: NewTaskRow): Promise<void> {
  await sql`
    insert into ai_session_tasks (account_id, session_id, id, text, detail, command, state, known, result, position,
      source, touched_by, done_at)
    values (${row.account_id}, ${row.session_id}, ${row.id}, ${row.text}, ${row.detail}, ${row.command}, ${row.state},
      ${row.known}, ${row.result}, ${row.position}, ${row.source}, ${row.touched_by},
      case when ${row.state} in ('done', 'skipped') then now() end)`
}

export type TaskFields = Partial<
  Pick<TaskRow, 'text' | 'detail' | 'command' | 'state' | 'known' | 'result' | 'source' | 'touched_by'> & {
    /** The person who ticked it; null once it is open again, and where FlowPilot ticked it. */
    done_by: string | null
  }
>

/** Raises the revision also where no field changes: a moved row is another one than was seen. */
export async function updateTask(sql: TransactionSql, taskId: string, fields: TaskFields): Promise<void> {
  if (Object.keys(fields).length === 0) {
    await sql`update ai_session_tasks set revision = revision + 1 where id = ${taskId}`
    return
  }
  const isClosed = fields.state === 'done' || fields.state === 'skipped'
  await sql`
    update ai_session_tasks set ${sql(fields)}, revision = revision + 1,
      done_at = case when ${fields.state === undefined} then done_at when ${isClosed} then coalesce(done_at, now()) end
    where id = ${taskId}`
}

/** Only the order changes: revisions stay, so that moving one row makes no other one stale. */
export async function updatePositions(sql: TransactionSql, taskIds: string[]): Promise<void> {
  await sql`
    update ai_session_tasks t set position = o.position
    from unnest(${taskIds}::uuid[]) with ordinality as o(id, position)
    where t.id = o.id and t.position <> o.position`
}

export async function removeTaskRow(
  sql: TransactionSql,
  taskId: string,
  touchedBy: string | null,
): Promise<void> {
  await sql`
    update ai_session_tasks set deleted_at = now(), revision = revision + 1,
      touched_by = coalesce(${touchedBy}, touched_by)
    where id = ${taskId} and deleted_at is null`
}

/** Of a turn that ends. */
export type TaskWrite = Pick<
  TaskRow,
  'id' | 'text' | 'detail' | 'command' | 'state' | 'known' | 'result' | 'position' | 'source' | 'deleted_at'
>

/** One after the other: what leaves comes before what takes its place. */
export const savedTasks = (
  sql: TransactionSql,
  { account_id, session_id }: { account_id: string; session_id: string },
  rows: TaskWrite[],
) => sql`
  saved_tasks as (
    insert into ai_session_tasks as t (account_id, session_id, id, text, detail, command, state, known, result,
      position, source, deleted_at, done_at)
    select ${account_id}::uuid, ${session_id}::uuid, id, text, detail, command, state, known, result, position, source,
      deleted_at, case when state in ('done', 'skipped') then now() end
    from jsonb_populate_recordset(null::ai_session_tasks, ${sql.json(rows as never)}) with ordinality
    order by ordinality
    on conflict (account_id, id) do update set text = excluded.text, detail = excluded.detail,
      command = excluded.command, state = excluded.state, known = excluded.known, result = excluded.result,
      position = excluded.position, source = excluded.source, deleted_at = excluded.deleted_at,
      done_at = case when excluded.done_at is not null then coalesce(t.done_at, excluded.done_at) end,
      done_by = case when excluded.state = 'done' then t.done_by end,
      revision = t.revision + 1
  )`
