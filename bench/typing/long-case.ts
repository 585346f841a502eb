import { v7 as newId } from 'uuid'
import type { Sql } from '../../server/db/connection-options.ts'
import type { Person } from '../house.ts'

export const messages = 500
export const facts = 200

/** What a case of many hours holds, by plain inserts of the database's owner behind what it holds already. */
export async function lengthen(
  owner: Sql,
  { account_id, user_id }: Person,
  session_id: string,
  long = { messages, facts },
): Promise<void> {
  await owner.begin(async (sql) => {
    const [row] = await sql<{ next_seq: number }[]>`select next_seq from ai_sessions where id = ${session_id}`
    const from = row?.next_seq ?? 1
    await sql`insert into ai_session_steps ${sql(
      Array.from({ length: long.messages }, (_, n) => ({
        account_id,
        session_id,
        id: newId(),
        seq: from + n,
        kind: n % 2 === 0 ? 'message' : 'reply',
        user_id: n % 2 === 0 ? user_id : null,
        content: `What was said in message ${n} of this case, with **weight** and \`code\`, a sentence or two long.`,
        model_kind: n % 2 === 0 ? null : 'anthropic',
      })),
    )}`
    await sql`insert into ai_session_facts ${sql(
      Array.from({ length: long.facts }, (_, n) => ({
        account_id,
        session_id,
        id: newId(),
        text: `Mailbox ${n} of the practice was asked: nothing from outside since 16:52`,
        status: ['confirmed', 'ruled_out', 'pending'][n % 3] ?? 'pending',
        source_kind: 'engineer',
        created_by: user_id,
      })),
    )}`
    await sql`update ai_sessions set next_seq = ${from + long.messages} where id = ${session_id}`
  })
}
