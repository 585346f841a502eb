import type { TransactionSql } from '../../db/connect.ts'
import type { Said, SaidWord } from './said-words.ts'

/** So many of the newest messages of a case; the words of one cost as many characters at most. */
const mostMessages = 200
const mostCharacters = 100_000

export type SaidRow = Said & { state_version: number }

/** What was said in a case as it stands, and the version that this is of, from one reading. */
export async function readSaid(sql: TransactionSql, sessionId: string): Promise<SaidRow | undefined> {
  const [row] = await sql<SaidRow[]>`
    select s.state_version,
      array_remove(array[s.title, s.client_name, s.asset_name, s.psa_ticket_id], null) as names,
      array(select f.text from ai_session_facts f where f.session_id = s.id and f.deleted_at is null
        order by f.created_at desc, f.id desc) as facts,
      array(select left(p.content, ${mostCharacters}) from ai_session_steps p
        where p.session_id = s.id and p.kind in ('message', 'reply') and p.state <> 'streaming'
        order by p.seq desc limit ${mostMessages}) as messages
    from ai_sessions s where s.id = ${sessionId}`
  return row
}

/** The words of a case as of this version; rows that stay are not touched. */
export async function replaceSaidWords(
  sql: TransactionSql,
  { account_id, id }: { account_id: string; id: string },
  { words, version }: { words: SaidWord[]; version: number },
): Promise<void> {
  await sql`
    with wanted as (
      select * from unnest(${words.map(({ word }) => word)}::text[], ${words.map(({ depth }) => depth)}::int[])
        as w (word, depth)
    ), gone as (
      delete from said_words c where c.session_id = ${id} and not exists (
        select from wanted w where w.word = c.word collate "C" and w.depth = c.depth)
    ), added as (
      insert into said_words (account_id, depth, word, session_id)
      select ${account_id}::uuid, w.depth, w.word, ${id}::uuid from wanted w
      on conflict do nothing
    )
    update ai_sessions set words_version = ${version} where id = ${id} and words_version < ${version}`
}

export type SaidText = { session_id: string; place: 'fact' | 'message'; text: string }

/** So much of each text, and so many of the newest messages of a case, may stand in a list that was searched for. */
const shownCharacters = 4_000
const shownMessages = 100

/** What was said in these cases, what stands deeper last, the newest first. */
export async function saidTexts(sql: TransactionSql, ids: readonly string[]): Promise<SaidText[]> {
  return sql<SaidText[]>`
    select c.id as session_id, said.place, said.text
    from unnest(${[...ids]}::uuid[]) c (id) cross join lateral (
      (select 1 as depth, 'fact' as place, f.text, row_number() over (order by f.created_at desc, f.id desc) as no
        from ai_session_facts f where f.session_id = c.id and f.deleted_at is null)
      union all
      (select 2, 'message', left(p.content, ${shownCharacters}), row_number() over (order by p.seq desc)
        from ai_session_steps p
        where p.session_id = c.id and p.kind in ('message', 'reply') and p.state <> 'streaming'
        order by p.seq desc limit ${shownMessages})
    ) said
    order by said.depth, said.no`
}
