import { v7 as newId } from 'uuid'
import { Problem } from '../../shared/problems.ts'
import { insertAccount, insertUser, lockPeople } from '../accounts/queries.ts'
import { record } from '../audit/record.ts'
import type { TransactionSql } from '../db/connect.ts'
import { allAccounts, findAccountByKey } from '../db/system.ts'
import { inAccount } from '../db/tx.ts'
import { publish } from '../events/publish.ts'
import { type MadeLink, makeLink } from '../sign-in/password-link.ts'
import { voidLinks } from '../sign-in/password-queries.ts'
import { endSignIns } from '../sign-in/refresh-queries.ts'
import type { World } from '../world.ts'
import { type AccountSight, findByEmail, readAccount, switchOffDemo } from './operator-queries.ts'

type Place = Pick<World, 'db'>
type Owner = { email: string; name: string }

/** A new account and a one-time link for its owner: both, or neither. */
export function openAccount(
  { db }: Place,
  account: { key: string; name: string },
  owner: Owner,
): Promise<MadeLink> {
  const account_id = newId()
  return inAccount(db, account_id, async (sql) => {
    await insertAccount(sql, { account_id, ...account })
    const subject = { subject_kind: 'account', subject_id: account_id }
    await record(sql, { account_id }, { ...byOperator, ...subject, action: 'account.created' })
    return ownerLink(sql, account_id, owner)
  })
}

/** A one-time link for an owner of the account, who is made new where nobody has the address. */
export async function inviteOwner({ db }: Place, key: string, owner: Owner): Promise<MadeLink> {
  const account_id = await findAccountByKey(db.system, key)
  if (!account_id)
    throw new Problem('not_found', `There is no account ${key}. See them with: npm run account -- list`)
  return inAccount(db, account_id, (sql) => ownerLink(sql, account_id, owner))
}

async function ownerLink(sql: TransactionSql, account_id: string, { email, name }: Owner): Promise<MadeLink> {
  const known = await findByEmail(sql, email)
  if (known && (known.role !== 'owner' || !known.active)) {
    const state = known.active ? `is ${known.role} of this account` : 'is switched off in this account'
    throw new Problem('email_taken', `${email} ${state} already. An owner changes that in Settings.`)
  }
  const user_id = known?.id ?? newId()
  const person = { account_id, id: user_id, email, name, role: 'owner', password_hash: null } as const
  if (!known) await insertUser(sql, person)
  const purpose = known?.has_password ? 'reset' : 'invitation'
  await record(
    sql,
    { account_id },
    {
      ...byOperator,
      action: known ? 'person.link_made' : 'person.invited',
      subject_kind: 'user',
      subject_id: user_id,
      detail: { ...byOperator.detail, purpose, role: 'owner' },
    },
  )
  return makeLink(sql, { account_id, user_id, purpose, created_by: null })
}

/** Every account, with its people counted and its owners named. */
export async function listAccounts({ db }: Place): Promise<AccountSight[]> {
  const seen: AccountSight[] = []
  for (const { account_id } of await allAccounts(db.system)) {
    const sight = await inAccount(db, account_id, readAccount)
    if (sight) seen.push(sight)
  }
  return seen
}

/** Switches the demo's people off, who all have the password of the documentation. Answers how many. */
export async function retireDemo({ db }: Place): Promise<number> {
  let count = 0
  for (const { account_id } of await allAccounts(db.system))
    count += await inAccount(db, account_id, async (sql) => {
      await lockPeople(sql)
      const ids = await switchOffDemo(sql)
      for (const user_id of ids) {
        await endSignIns(sql, user_id, null)
        await voidLinks(sql, user_id)
        await record(
          sql,
          { account_id },
          { ...byOperator, action: 'person.switched_off', subject_kind: 'user', subject_id: user_id },
        )
        await publish(sql, account_id, 'person.changed', { user_id })
      }
      return ids.length
    })
  return count
}

/** No user: whoever has the database may. */
const byOperator = { result: 'done', detail: { by: 'operator' } }
