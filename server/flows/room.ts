import { Problem } from '../../shared/problems.ts'
import type { TransactionSql } from '../db/connect.ts'
import { countOwnFlows, ownFlowBytes } from './queries.ts'

const onAtMost = 100
/** Rows are kept, since cases refer to them; those that are off take room as the others do. */
const keysAtMost = 300
const versionsAtMost = 200

/** One more own flow that is on: each new case looks at all of them. */
export async function roomForFlowOn(sql: TransactionSql, key: string): Promise<void> {
  const { others_on } = await countOwnFlows(sql, key)
  if (others_on >= onAtMost) throw new Problem('too_many_flows')
}

/** One more version of this key, or its first. */
export async function roomForVersion(sql: TransactionSql, key: string): Promise<void> {
  const { others, versions } = await countOwnFlows(sql, key)
  if (versions === 0 && others >= keysAtMost)
    throw new Problem(
      'too_many_flows',
      `This account has ${keysAtMost} flows of its own, with those that are off. Import this one under the key of one of them.`,
    )
  if (versions >= versionsAtMost)
    throw new Problem(
      'too_many_flows',
      `This flow has ${versionsAtMost} versions already. Import it under another key.`,
    )
}

const megabytesAtMost = 50

/** Flows and versions are counted, and each may be large: together they are held to a size. */
export async function roomForBytes(sql: TransactionSql): Promise<void> {
  if ((await ownFlowBytes(sql)) >= megabytesAtMost * 1_000_000)
    throw new Problem(
      'too_many_flows',
      `The versions of this account's flows fill the ${megabytesAtMost} MB they have. Import an earlier version again, or ask whoever runs this server to remove old ones.`,
    )
}
