import type { Database, Sql, TransactionSql } from '../db/connect.ts'
import { allAccounts } from '../db/system.ts'
import { inAccount } from '../db/tx.ts'
import { ofProcess } from './keys.ts'
import { replaceSealed, type SealedColumn, sealedAfter, sealedColumns } from './sealed-queries.ts'
import { KeyMissing, SealBroken, sealAnew } from './sealing.ts'
import type { SecretKeys } from './secret-keys.ts'

/** So many values in one transaction: a running server never waits long for a row. */
const pageSize = 100

/** What became of a column's values that were not under the first key. `missing`: how many need a key that is not given, by its kid. */
export type Resealed = {
  column: string
  found: number
  sealed_anew: number
  missing: Record<string, number>
  broken: number
}

/**
 * Seals every value in the database anew under the first key. Safe beside running servers, and to be broken off and
 * begun again: a value is replaced only as it was read, and one under the first key is left alone.
 */
export async function resealAll(
  db: Pick<Database, 'app' | 'notices' | 'system'>,
  secrets: SecretKeys,
  onProgress: (so_far: Resealed) => void = () => {},
): Promise<Resealed[]> {
  const accounts = await allAccounts(db.system)
  const results: Resealed[] = []
  for (const sealed of sealedColumns) {
    const result = {
      column: `${sealed.table}.${sealed.column}`,
      found: 0,
      sealed_anew: 0,
      missing: {},
      broken: 0,
    }
    if (sealed.of === 'process')
      await resealColumn((work) => work(db.system), sealed, ofProcess, secrets, result)
    else
      for (const { account_id } of accounts) {
        await resealColumn((work) => inAccount(db, account_id, work), sealed, account_id, secrets, result)
        onProgress(result)
      }
    results.push(result)
  }
  return results
}

type Run = <T>(work: (sql: Sql | TransactionSql) => Promise<T>) => Promise<T>

async function resealColumn(
  run: Run,
  sealed: SealedColumn,
  accountId: string,
  secrets: SecretKeys,
  result: Resealed,
): Promise<void> {
  let last = ''
  for (;;) {
    const page = await run((sql) => sealedAfter(sql, sealed, last, pageSize))
    const renewed = await Promise.all(page.map((value) => renew(secrets, accountId, value, result)))
    await run(async (sql) => {
      for (const [index, after] of renewed.entries())
        if (after && (await replaceSealed(sql, sealed, page[index] ?? '', after))) result.sealed_anew++
    })
    if (page.length < pageSize) return
    last = page.at(-1) ?? last
  }
}

async function renew(
  secrets: SecretKeys,
  accountId: string,
  value: string,
  result: Resealed,
): Promise<string | undefined> {
  try {
    const renewed = await sealAnew(secrets, accountId, value)
    if (renewed) result.found++
    return renewed
  } catch (error) {
    result.found++
    if (error instanceof KeyMissing) result.missing[error.kid] = (result.missing[error.kid] ?? 0) + 1
    else if (error instanceof SealBroken) result.broken++
    else throw error
    return undefined
  }
}
