import type { Question } from '../../shared/contracts/questions.ts'
import type { TransactionSql } from '../db/connect.ts'

const columns = (sql: TransactionSql) => sql`id, text, context, options, answer, state, created_at`

export async function listQuestions(sql: TransactionSql, sessionId: string): Promise<Question[]> {
  return sql<Question[]>`
    select ${columns(sql)} from ai_session_questions where session_id = ${sessionId} order by created_at, id`
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

export async function answerQuestion(
  sql: TransactionSql,
  questionId: string,
  answer: string,
  userId: string,
): Promise<void> {
  await sql`
    update ai_session_questions set state = 'answered', answer = ${answer}, answered_by = ${userId},
      answered_at = now(), revision = revision + 1
    where id = ${questionId} and state = 'open'`
}

export async function dropQuestion(sql: TransactionSql, questionId: string): Promise<void> {
  await sql`
    update ai_session_questions set state = 'dropped', revision = revision + 1
    where id = ${questionId} and state = 'open'`
}

export async function updateQuestion(
  sql: TransactionSql,
  questionId: string,
  { context, options }: Pick<Question, 'context' | 'options'>,
): Promise<void> {
  await sql`
    update ai_session_questions set context = ${context}, options = ${options && sql.json(options)},
      revision = revision + 1
    where id = ${questionId}`
}

export async function insertQuestion(
  sql: TransactionSql,
  row: { account_id: string; session_id: string } & Pick<Question, 'id' | 'text' | 'context' | 'options'>,
): Promise<void> {
  await sql`
    insert into ai_session_questions (account_id, session_id, id, text, context, options)
    values (${row.account_id}, ${row.session_id}, ${row.id}, ${row.text}, ${row.context},
      ${row.options && sql.json(row.options)})`
}
