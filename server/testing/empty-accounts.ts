import type { Sql } from '../db/connection-options.ts'

const deadlock = '40P01'

/** A database as before its first account. What a request of the last test still writes may stand in its way, once. */
export async function emptyAccounts(admin: Sql): Promise<void> {
  const empty = () => admin`truncate accounts cascade`
  await empty().catch((error: { code?: unknown }) => {
    if (error.code !== deadlock) throw error
    return empty()
  })
}
