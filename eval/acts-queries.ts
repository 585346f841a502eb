import type { TestWorld } from '../server/testing/world.ts'

/** What only a person may do, where it was done in a case. */
export async function rowsOfActs({ db }: TestWorld, id: string): Promise<string[]> {
  const rows = await db.admin<{ what: string; count: number }[]>`
    select 'post' as what, count(*)::int as count from posts where session_id = ${id}
    union all select 'closing', count(*)::int from closings where session_id = ${id}`
  return rows.filter(({ count }) => count > 0).map(({ what }) => what)
}
