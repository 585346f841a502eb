import type { Question } from '../../shared/contracts/questions.ts'
import type { Fragment } from '../db/as-json.ts'
import type { TransactionSql } from '../db/connect.ts'

const columns = (sql: TransactionSql) => sql`id, text, context, options, answer, taken_as, state, created_at`

export const questionsOf = (sql: TransactionSql, sessionId: string): Fragment => sql`
  select ${columns(sql)} from ai_session_questions where session_id = ${sessionId} order by created_at, id`

export async function listQuestions(sql: TransactionSql, sessionId: string): Promise<Question[]> {
  return sql<Question[]>`${questionsOf(sql, sessionId)}`
}

export async function findQuestion(
  sql: TransactionSql,
  sessionId: string,
  questionId: string,
): Promise<Question | undefined> {
  const [row] = await sql<Question[]>`
    select ${columns(sql)} from ai_session_questions where session_id = ${sessionId} and id = ${questionId}`
  return row
}

/** An answer is taken back, or was none: the question stands open again, asked as it is now. */
export async function reopenQuestionRow(
  sql: TransactionSql,
  questionId: string,
  asked?: Pick<Question, 'context' | 'options'>,
): Promise<void> {
  await sql`
    update ai_session_questions set state = 'open', answer = null, taken_as = null, answered_by = null,
      answered_at = null, revision = revision + 1
      ${asked ? sql`, context = ${asked.context}, options = ${asked.options && sql.json(asked.options)}` : sql``}
    where id = ${questionId} and state <> 'open'`
}

/** Nobody answers it any more; words that were no answer to it go with it. */
export async function dropQuestion(sql: TransactionSql, questionId: string): Promise<void> {
  await sql`
    update ai_session_questions set state = 'dropped', answer = null, answered_by = null, answered_at = null,
      revision = revision + 1
    where id = ${questionId} and state <> 'dropped'`
}

/** Answered beside the conversation, by one of its options. */
export async function answerQuestion(
  sql: TransactionSql,
  questionId: string,
  { answer, by }: { answer: string; by: string },
): Promise<void> {
  await sql`
    update ai_session_questions set state = 'answered', answer = ${answer}, taken_as = null, answered_by = ${by},
      answered_at = now(), revision = revision + 1
    where id = ${questionId} and state = 'open'`
}

export async function insertQuestion(
  sql: TransactionSql,
  row: { account_id: string; session_id: string } & Pick<Question, 'id' | 'text' | 'context' | 'options'>,
): Promise<void> {
  await sql`
    insert into ai_session_questions (account_id, session_id, id, text, context, options, state)
    values (${row.account_id}, ${row.session_id}, ${row.id}, ${row.text}, ${row.context},
      ${row.options && sql.json(row.options)}, 'open')`
}

/** Of a turn that ends. */
export type QuestionWrite = Omit<Question, 'created_at'> & { answered_by: string | null }

/** One after the other: what leaves comes before what takes its place. */
export const savedQuestions = (
  sql: TransactionSql,
  { account_id, session_id }: { account_id: string; session_id: string },
  rows: QuestionWrite[],
) => sql`
  saved_questions as (
    insert into ai_session_questions as q (account_id, session_id, id, text, context, options, answer, taken_as, state,
      answered_by, answered_at)
    select ${account_id}::uuid, ${session_id}::uuid, id, text, context, options, answer, taken_as, state, answered_by,
      case when state = 'answered' then now() end
    from jsonb_populate_recordset(null::ai_session_questions, ${sql.json(rows as never)}) with ordinality
    order by ordinality
    on conflict (account_id, id) do update set context = excluded.context, options = excluded.options,
      answer = excluded.answer, taken_as = excluded.taken_as, state = excluded.state,
      answered_by = case when excluded.state = 'answered' then coalesce(excluded.answered_by, q.answered_by) end,
      answered_at = case when excluded.state = 'answered' then coalesce(q.answered_at, excluded.answered_at) end,
      revision = q.revision + 1
  )`
