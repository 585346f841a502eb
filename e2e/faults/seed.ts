import { randomUUID } from 'node:crypto'
import { v7 as newId } from 'uuid'
import { createAccount } from '../../server/accounts/create-account.ts'
import { sealKeys } from '../../server/connections/seal-keys.ts'
import { inAccount } from '../../server/db/tx.ts'
import type { World } from '../../server/world.ts'
import { type End, endOf, partKey } from './ends.ts'
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
  /** Engineers who take over what this one hands on. */
  colleague_ids: string[]
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
  /** Where one press that ends a case makes it, with the other writes of that. */
  end: End | null
}

const accountCount = 12
/** Many people write into these, and one person each into the others: a note, its hours, its status. */
const sharedPerAccount = 8
const ownPerAccount = 16
const firstOwnTicket = 100
/** Their cases are open, to be closed or handed on. */
const openPerAccount = 32
const firstOpenTicket = 200
export const isOpen = (ticketId: string) => Number(ticketId) % 1000 >= firstOpenTicket
export const isShared = (ticketId: string) => Number(ticketId) % 1000 < firstOwnTicket
/** Of all clicks; a chain and the end of a case make three. */
const shares = { note: 0.69, time_entry: 0.79, assignment: 0.88, chain: 0.91 }
const hourMs = 3_600_000

export const companies = Array.from({ length: accountCount }, (_, index) => `msp${index + 1}`)

const numbers = [
  ...Array.from({ length: sharedPerAccount }, (_, number) => number),
  ...Array.from({ length: ownPerAccount }, (_, number) => firstOwnTicket + number),
  ...Array.from({ length: openPerAccount }, (_, number) => firstOpenTicket + number),
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

export async function seedAccounts(world: World, site: string, named = companies): Promise<Account[]> {
  const accounts: Account[] = []
  const tickets = makeTickets()
  for (const company of named) {
    const people = (['engineer', 'owner', 'second', 'third'] as const).map((name) => ({
      name,
      email: `${name}@${company}.example`,
      role: name === 'owner' ? name : ('engineer' as const),
      password_hash: 'none',
    }))
    const { account_id, user_ids } = await createAccount(world, { key: company, name: company, people })
    const [user_id = '', owner_id = '', ...colleague_ids] = user_ids
    const cases = tickets
      .filter((ticket) => ticket.company === company && (isMapped({ company }) || !isOpen(ticket.id)))
      .map(({ id }) => ({ session_id: newId(), ticket_id: id }))
    const account = { account_id, company, connection_id: newId(), user_id, owner_id, colleague_ids, cases }
    const keys = { public_key: 'public', private_key: privateKey }
    const keys_sealed = await sealKeys({ world, account_id }, keys)
    await inAccount(world.db, account_id, async (sql) => {
      await insertConnection(sql, account, { site, keys_sealed })
      for (const { session_id, ticket_id } of cases)
        await insertCase(sql, account, { id: session_id, ticket_id, is_open: isOpen(ticket_id) })
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
  const ofAll = (is: (ticketId: string) => boolean) =>
    new Map(accounts.map((account) => [account, account.cases.filter(({ ticket_id }) => is(ticket_id))]))
  const mapped = accounts.filter(isMapped)
  const own = ofAll((id) => !isShared(id) && !isOpen(id))
  const open = ofAll(isOpen)
  const clicks: Click[] = []
  while (clicks.length < amount) {
    const drawn = random.next()
    const account = random.pick(drawn < shares.assignment ? accounts : mapped)
    const places = drawn < shares.chain ? own : open
    const place = drawn < shares.assignment ? undefined : places.get(account)?.pop()
    if (place) clicks.push(...(places === open ? makeEnd : makeChain)(account, place, random, clicks.length))
    else clicks.push(makeClick(kindFor(account, drawn), account, null, random, clicks.length))
  }
  for (const account of accounts)
    await inAccount(world.db, account.account_id, async (sql) => {
      for (const click of clicks)
        if (click.account === account && click.kind === 'note' && !click.end) await insertUpdate(sql, click)
    })
  return clicks
}

/** Every second account knows its engineer's member; hours are booked by nobody else. */
const isMapped = ({ company }: Pick<Account, 'company'>) => companies.indexOf(company) % 2 === 0

function kindFor(account: Account, drawn: number): Thing {
  if (drawn < shares.note) return 'note'
  if (drawn < shares.time_entry) return isMapped(account) ? 'time_entry' : 'note'
  return 'assignment'
}

type Place = Account['cases'][number]

/** As one closes a case by hand: each waits for the one before. */
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

/** One press that closes a case or hands it on, and what it writes: its note, hours, status. */
export function makeEnd(
  account: Account,
  place: Place,
  random: Random,
  number: number,
  kind: End['kind'] = random.chance(0.5) ? 'closing' : 'handoff',
): Click[] {
  const chain = makeChain(account, place, random, number)
  const end = endOf(chain, kind, random)
  return chain.map((click) => ({ ...click, placement: 'internal', keys: [partKey(click)], end }))
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
    end: null,
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
