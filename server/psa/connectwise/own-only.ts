import * as v from 'valibot'
import type { Client } from './client.ts'

const anyRow = v.looseObject({})

/**
 * A role that inquires only into its own member's records gets an empty list and no error, so that an empty list of a
 * ticket proves nothing: what was booked for others is not in it. It is believed where these keys see any record at all.
 */
export async function provesAbsence(
  client: Client,
  path: '/time/entries' | '/schedule/entries',
  signal: AbortSignal,
): Promise<boolean> {
  const { rows } = await client.readPage(anyRow, { path, query: { pageSize: '1', fields: 'id' }, signal })
  return rows.length > 0
}
