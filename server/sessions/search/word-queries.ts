import type { Fragment } from '../../db/as-json.ts'
import type { TransactionSql } from '../../db/connect.ts'

export type WordPlace = 'title' | 'client' | 'device' | 'ticket'
export type Words = { places: WordPlace[]; words: { word: string; place: WordPlace }[] }

export async function replaceWords(sql: TransactionSql, sessionId: string, words: Words): Promise<void> {
  await sql`with ${replacedWords(sql, sessionId, words)} select`
}

/** The words of these places of a case, as a part of a statement; rows that stay are not touched. */
export const replacedWords = (
  sql: TransactionSql,
  sessionId: string,
  { places, words }: Words,
): Fragment => sql`
    wanted_words as (
      select * from unnest(${words.map(({ word }) => word)}::text[], ${words.map(({ place }) => place)}::text[])
        as wanted (word, place)
    ), gone_words as (
      delete from case_words c
      where c.session_id = ${sessionId} and c.place = any(${places})
        and not exists (select from wanted_words w where w.word = c.word collate "C" and w.place = c.place)
    ), added_words as (
      insert into case_words (account_id, word, session_id, place)
      select s.account_id, w.word, s.id, w.place from wanted_words w join ai_sessions s on s.id = ${sessionId}
      on conflict do nothing
    )`
