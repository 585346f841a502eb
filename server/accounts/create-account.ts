import { v7 as newId } from 'uuid'
import type { Role } from '../../shared/contracts/accounts.ts'
import { inAccount } from '../db/tx.ts'
import type { World } from '../world.ts'
import { insertAccount, insertUser } from './queries.ts'

export type NewPerson = {
  name: string
  email: string
  role: Role
  password_hash: string | null
  demo?: boolean
}

/** An account with its people. Answers their ids in the same order. */
export async function createAccount(
  world: Pick<World, 'db'>,
  account: { key: string; name: string; people: readonly NewPerson[] },
): Promise<{ account_id: string; user_ids: string[] }> {
  const account_id = newId()
  const people = account.people.map((person) => ({ ...person, id: newId() }))
  await inAccount(world.db, account_id, async (sql) => {
    await insertAccount(sql, { account_id, key: account.key, name: account.name })
    for (const person of people) await insertUser(sql, { account_id, ...person })
  })
  return { account_id, user_ids: people.map((person) => person.id) }
}
