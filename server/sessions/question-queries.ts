import type { Question } from '../../shared/contracts/questions.ts'
import type { TransactionSql } from '../db/connect.ts'

const columns = (sql: TransactionSql) => sql`id, text, context, options, answer, taken_as, state, created_at`

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

/** How the words that answered a question were understood. */
export async function noteTakenAs(
  sql: TransactionSql,
  questionId: string,
  takenAs: string | null,
): Promise<void> {
  await sql`
    update ai_session_questions set taken_as = ${takenAs}, revision = revision + 1
    where id = ${questionId} and state = 'answered' and taken_as is distinct from ${takenAs}`
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
