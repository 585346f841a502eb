import { randomUUID } from 'node:crypto'
import { v7 as newId } from 'uuid'
import { createAccount } from '../../server/accounts/create-account.ts'
import { sealKeys } from '../../server/connections/seal-keys.ts'
import { inAccount } from '../../server/db/tx.ts'
import type { World } from '../../server/world.ts'
import { privateKey } from './fault-psa.ts'
import { insertCase, insertConnection, insertMapping, insertUpdate } from './fault-queries.ts'
import type { Thing, TruthTicket } from './psa-truth.ts'
import { firstOwnStatus, memberMarker, statusMarker, workTypeId } from './psa-work.ts'
import type { Random } from './random.ts'

export type Account = {
  account_id: string
  company: string
  connection_id: string
  user_id: string
  owner_id: string
  cases: { session_id: string; ticket_id: string }[]
}

/** One write that a person means to happen once, and the ways in which they click. */
export type Click = {
  kind: Thing
  /** What a person writes first on the same ticket; this one waits for it. */
  behind: Click | null
  account: Account
  session_id: string
  update_id: string
  ticket_id: string
  placement: 'internal' | 'discussion'
  /** Of every kind but a note. */
  order: object
  marker: string
  text: string
  /** One request each, all at once; the same key twice is a double click, another key another surface. */
  keys: string[]
  /** Tries once and never comes back, as a browser that was closed. */
  isImpatient: boolean
}

const accountCount = 12
/** Many people write into these, and one person each into the others: a note, its hours, its status. */
const sharedPerAccount = 8
const ownPerAccount = 16
const firstOwnTicket = 100
export const isShared = (ticketId: string) => Number(ticketId) % 1000 < firstOwnTicket
/** Of all clicks; a chain makes three. */
const shares = { note: 0.72, time_entry: 0.82, assignment: 0.92 }
const hourMs = 3_600_000

export const companies = Array.from({ length: accountCount }, (_, index) => `msp${index + 1}`)

const numbers = [
  ...Array.from({ length: sharedPerAccount }, (_, number) => number),
  ...Array.from({ length: ownPerAccount }, (_, number) => firstOwnTicket + number),
]

export function makeTickets(): TruthTicket[] {
  return companies.flatMap((company, index) =>
    numbers.map((number) => ({
      id: String((index + 1) * 1000 + number),
      company,
      closed: false,
      deleted: false,
      merged_into: null,
      notes_moved: false,
      notes: [],
      entries: [],
      resources: [],
      status: '1',
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
    await inAccount(world.db, account_id, async (sql) => {
      await insertConnection(sql, account, { site, keys_sealed })
      for (const { session_id, ticket_id } of cases)
        await insertCase(sql, account, { id: session_id, ticket_id })
      if (isMapped(account)) await insertMapping(sql, account)
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
  const own = new Map(
    accounts.map((account) => [account, account.cases.filter(({ ticket_id }) => !isShared(ticket_id))]),
  )
  const clicks: Click[] = []
  while (clicks.length < amount) {
    const account = random.pick(accounts)
    const drawn = random.next()
    const place = drawn < shares.assignment ? undefined : own.get(account)?.pop()
    if (place && isMapped(account)) clicks.push(...makeChain(account, place, random, clicks.length))
    else clicks.push(makeClick(kindFor(account, drawn), account, null, random, clicks.length))
  }
  for (const account of accounts)
    await inAccount(world.db, account.account_id, async (sql) => {
      for (const click of clicks)
        if (click.account === account && click.kind === 'note') await insertUpdate(sql, click)
    })
  return clicks
}

/** Every second account knows its engineer's member; hours are booked by nobody else. */
const isMapped = ({ company }: Account) => companies.indexOf(company) % 2 === 0

function kindFor(account: Account, drawn: number): Thing {
  if (drawn < shares.note) return 'note'
  if (drawn < shares.time_entry) return isMapped(account) ? 'time_entry' : 'note'
  return 'assignment'
}

type Place = Account['cases'][number]

/** As one closes a case: each waits for the one before. */
function makeChain(account: Account, place: Place, random: Random, number: number): Click[] {
  const chain: Click[] = []
  for (const [i, kind] of (['note', 'time_entry', 'status'] as const).entries())
    chain.push({
      ...makeClick(kind, account, place, random, number + i),
      behind: chain.at(-1) ?? null,
      isImpatient: false,
    })
  return chain
}

function makeClick(
  kind: Thing,
  account: Account,
  place: Place | null,
  random: Random,
  number: number,
): Click {
  const { session_id, ticket_id } =
    place ?? random.pick(account.cases.filter((each) => isShared(each.ticket_id)))
  const word = `${random.word()}-${number}`
  const text = textOf(random, word)
  const key = randomUUID()
  const single = [[key], [key], [key, key]]
  // two tabs that each make a key of their own still mean one note and one entry
  const ways = [[key], ...single, [key, randomUUID()], [key, key, randomUUID(), randomUUID()]]
  return {
    kind,
    behind: null,
    account,
    session_id,
    update_id: newId(),
    ticket_id,
    placement: random.chance(0.7) ? 'internal' : 'discussion',
    ...orderOf(kind, number, word, text),
    text,
    keys: random.pick(kind === 'note' || kind === 'time_entry' ? ways : single),
    isImpatient: random.chance(0.05),
  }
}

function orderOf(kind: Thing, number: number, word: string, text: string): { order: object; marker: string } {
  if (kind === 'status') {
    const status_id = String(firstOwnStatus + number)
    return { order: { status_id }, marker: statusMarker(status_id) }
  }
  if (kind === 'assignment') {
    const member_id = String(1_000 + number)
    return { order: { act: 'add', member_id }, marker: memberMarker(member_id) }
  }
  const start = Date.UTC(2026, 0, 1) + number * hourMs
  const started_at = new Date(start).toISOString()
  const ended_at = new Date(start + hourMs / 2).toISOString()
  const hours = { started_at, ended_at, minutes: 30, work_type_id: String(workTypeId), notes: '' }
  return { order: kind === 'time_entry' ? { ...hours, internal_notes: text } : {}, marker: word }
}

/** Quotes, dashes, lines: what editors rewrite. Words nobody else writes, so that no two are alike. */
export function textOf(random: Random, marker: string): string {
  const words = () => Array.from({ length: 6 }, () => random.word()).join(' ')
  return `Status: "identified" - it's mark-${marker}\n- ${words()}\n- ${words()}`
}
