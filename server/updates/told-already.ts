import type { PostObstacle } from '../../shared/contracts/updates.ts'
import type { TransactionSql } from '../db/connect.ts'
import { clientNoteOfClosing, documentationNote } from './end-queries.ts'
import type { Visibility } from './placement.ts'
import type { UpdateRow } from './queries.ts'

type Told = Extract<PostObstacle, { code: 'documented' | 'client_told' }>
type Click = { visibility: Visibility; intent_key: string | null }

/** What the ticket says already of how a case ended, for the same readers; null: this may be posted. */
export async function toldAlready(
  sql: TransactionSql,
  { session_id, context }: Pick<UpdateRow, 'session_id' | 'context'>,
  { visibility, intent_key }: Click,
): Promise<Told | null> {
  if (context === 'status') return null
  if (visibility === 'internal') {
    const note = await documentationNote(sql, session_id)
    return note ? { code: 'documented', psa_id: note.psa_id } : null
  }
  if (context === 'escalation') return null
  const note = await clientNoteOfClosing(sql, session_id, intent_key)
  return note ? { code: 'client_told', psa_id: note.psa_id } : null
}
