import { randomUUID } from 'node:crypto'
import { v7 as newId } from 'uuid'
import { createAccount } from '../../server/accounts/create-account.ts'
import { sealKeys } from '../../server/connections/seal-keys.ts'
import { inAccount } from '../../server/db/tx.ts'
import type { World } from '../../server/world.ts'
import { privateKey } from './fault-psa.ts'
import { insertCase, insertConnection, insertUpdate } from './fault-queries.ts'
import type { TruthTicket } from './psa-truth.ts'
import type { Random } from './random.ts'

export type Account = {
  account_id: string
  company: string
  connection_id: string
  user_id: string
  owner_id: string
  cases: { session_id: string; ticket_id: string }[]
}

/** One text that a person means to post once, and the ways in which they click. */
export type Click = {
  account: Account
  session_id: string
  update_id: string
  ticket_id: string
  placement: 'internal' | 'discussion'
  marker: string
  text: string
  /** One request each, all at once; the same key twice is a double click, another key another surface. */
  keys: string[]
  /** Tries once and never comes back, as a browser that was closed. */
  isImpatient: boolean
}

const accountCount = 12
const ticketsPerAccount = 8

export const companies = Array.from({ length: accountCount }, (_, index) => `msp${index + 1}`)

export function makeTickets(): TruthTicket[] {
  return companies.flatMap((company, index) =>
    Array.from({ length: ticketsPerAccount }, (_, number) => ({
      id: String((index + 1) * 1000 + number),
      company,
      closed: false,
      deleted: false,
      merged_into: null,
      notes_moved: false,
      notes: [],
    })),
  )
}

export async function seedAccounts(world: World, site: string): Promise<Account[]> {
  const accounts: Account[] = []
  const tickets = makeTickets()
  for (const company of companies) {
    const people = (['engineer', 'owner'] as const).map((role) => ({
      name: role,
      email: `${role}@${company}.example`,
      role,
      password_hash: 'none',
    }))
    const { account_id, user_ids } = await createAccount(world, { key: company, name: company, people })
    const [user_id = '', owner_id = ''] = user_ids
    const cases = tickets
      .filter((ticket) => ticket.company === company)
      .map(({ id }) => ({ session_id: newId(), ticket_id: id }))
    const account = { account_id, company, connection_id: newId(), user_id, owner_id, cases }
    const keys = { public_key: 'public', private_key: privateKey }
    const keys_sealed = await sealKeys({ world, account_id }, keys)
    await inAccount(world.db.app, account_id, async (sql) => {
      await insertConnection(sql, account, { site, keys_sealed })
      for (const { session_id, ticket_id } of cases)
        await insertCase(sql, account, { id: session_id, ticket_id })
    })
    accounts.push(account)
  }
  return accounts
}

export async function makeClicks(
  world: World,
  accounts: Account[],
  random: Random,
  amount: number,
): Promise<Click[]> {
  const clicks = Array.from({ length: amount }, (_, number) =>
    makeClick(random.pick(accounts), random, number),
  )
  for (const account of accounts)
    await inAccount(world.db.app, account.account_id, async (sql) => {
      for (const click of clicks) if (click.account === account) await insertUpdate(sql, click)
    })
  return clicks
}

function makeClick(account: Account, random: Random, number: number): Click {
  const { session_id, ticket_id } = random.pick(account.cases)
  const marker = `${random.word()}-${number}`
  const key = randomUUID()
  const ways = [[key], [key], [key], [key, key], [key, randomUUID()], [key, key, randomUUID(), randomUUID()]]
  return {
    account,
    session_id,
    update_id: newId(),
    ticket_id,
    placement: random.chance(0.7) ? 'internal' : 'discussion',
    marker,
    text: textOf(random, marker),
    keys: random.pick(ways),
    isImpatient: random.chance(0.05),
  }
}

/** Quotes, dashes, lines: what editors rewrite. Words nobody else writes, so that no two are alike. */
export function textOf(random: Random, marker: string): string {
  const words = () => Array.from({ length: 6 }, () => random.word()).join(' ')
  return `Status: "identified" - it's mark-${marker}\n- ${words()}\n- ${words()}`
}
