import { createHash } from 'node:crypto'
import type { ClosingDraft, NotePreview } from '../../shared/contracts/closings.ts'
import type { TransactionSql } from '../db/connect.ts'

export type KeptNote = Pick<NotePreview, 'content' | 'written_at'>
/** Words as they were typed: a note is read again only for the same ones. */
export function hashOf({ root_cause, resolution, steps_taken, recommendations }: ClosingDraft): string {
  const words = [root_cause, resolution, steps_taken, recommendations].map((text) => text.trim())
  return createHash('sha256').update(JSON.stringify(words)).digest('hex')
}

export type NotePlace = { session_id: string; state_version: number; words_hash: string }

/** The note that was written of this very version of the case and of these words. */
export async function findKeptNote(
  sql: TransactionSql,
  { session_id, state_version, words_hash }: NotePlace,
): Promise<KeptNote | undefined> {
  const [row] = await sql<KeptNote[]>`
    select content, written_at from resolution_notes
    where session_id = ${session_id} and state_version = ${state_version} and words_hash = ${words_hash}`
  return row
}

/** The newest version stays, whichever answer comes last. */
export async function keepNote(
  sql: TransactionSql,
  row: NotePlace & { account_id: string; content: string },
): Promise<KeptNote> {
  const [kept] = await sql<KeptNote[]>`
    insert into resolution_notes as n (account_id, session_id, state_version, words_hash, content)
    values (${row.account_id}, ${row.session_id}, ${row.state_version}, ${row.words_hash}, ${row.content})
    on conflict (account_id, session_id) do update
      set state_version = excluded.state_version, words_hash = excluded.words_hash, content = excluded.content,
        written_at = now()
      where n.state_version <= excluded.state_version
    returning content, written_at`
  return kept ?? { content: row.content, written_at: new Date().toISOString() }
}
