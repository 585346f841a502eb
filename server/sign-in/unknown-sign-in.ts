import { v7 as newId } from 'uuid'
import { record } from '../audit/record.ts'
import { countHit } from '../db/counting-queries.ts'
import { findAccountByDomain, insertUnknownSignIn } from '../db/system-providers.ts'
import { inAccount } from '../db/tx.ts'
import { originNow } from '../http/origin.ts'
import { ofProcess } from '../keys/keys.ts'
import type { World } from '../world.ts'

/** More in an hour say nothing new: somebody tries a list. */
const mostPerHour = 1_000

/**
 * A sign-in with an address of nobody, kept as a keyed hash: two tries with one address show as such, and nobody who
 * reads the table can guess it. In the trail of the account whose domain it is, else in a table of the operator's.
 */
export async function recordUnknown(world: World, email: string): Promise<void> {
  const { db, keys } = world
  const domain = email.split('@').at(-1)?.toLowerCase() ?? ''
  const email_hash = await keys.keyedHash('unknown-sign-in', ofProcess, email.trim().toLowerCase())
  const account_id = await findAccountByDomain(db.system, domain)
  const { count } = await countHit(db.system, `unknown-sign-ins:${account_id ?? 'nobodys'}`, 3600)
  if (count > mostPerHour) return
  if (!account_id) {
    await insertUnknownSignIn(db.system, { id: newId(), email_hash, address: originNow()?.address ?? null })
    return
  }
  await inAccount(db, account_id, (sql) =>
    record(
      sql,
      { account_id },
      {
        action: 'sign_in.unknown',
        subject_kind: 'email',
        subject_id: email_hash,
        result: 'refused',
        detail: { domain },
      },
    ),
  )
}
