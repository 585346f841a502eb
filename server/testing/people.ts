import { v7 as newId } from 'uuid'
import { createAccount } from '../accounts/create-account.ts'
import { sealKeys } from '../connections/seal-keys.ts'
import type { Ctx } from '../ctx.ts'
import { inAccount } from '../db/tx.ts'
import { demoAccounts } from '../demo-people.ts'
import type { World } from '../world.ts'

export type PersonName = 'ada' | 'ben' | 'cleo' | 'vera' | 'zed'
type Person = Ctx['user'] & { account_id: string; email: string }

export type People = {
  /** Account ids by key. */
  accounts: Record<'acme' | 'zed', string>
  /** In the addresses of the accounts' pods. */
  pod_keys: Record<'acme' | 'zed', string>
  /** Acme's connection to the simulator. */
  connection_id: string
  of: Record<PersonName, Person>
  ctxFor(name: PersonName, more?: Partial<Pick<Ctx, 'surface' | 'pod_ticket_id' | 'request_id'>>): Ctx
  tokenFor(name: PersonName, pod?: { ticket?: string }): Promise<string>
}

/** Members of the simulator's company `acme`, by its ids. */
export const simulatorMembers = { ada: '101', ben: '102', cleo: '103' } as const
export const simulatorSite = 'http://127.0.0.1:8788'
export const simulatorClientId = '3f2a9c54-7d1e-4b60-9a83-5c1f0e7b2d46'
/** What the simulator accepts for its company `acme`. */
export const simulatorKeys = { public_key: 'demo-public', private_key: 'demo-private' } as const

/** Of the demo's password, at the cost of today: made once, since scrypt is slow by intent. */
const password_hash = 'scrypt$32768$8$3$xSgToNuICcuZjfy5Wj8Crw==$YSDnsMmJsaPg8XSwZ3R6yApfwr+2++PUxin8if+dLKo='

/** Acme (Ada, Ben, Cleo, Vera; connected to the simulator, members mapped) and Zed IT (Zed, not connected). */
export async function people(world: World): Promise<People> {
  const accounts = {} as People['accounts']
  const pod_keys = {} as People['pod_keys']
  const of = {} as People['of']
  for (const account of demoAccounts) {
    const made = await createAccount(world, {
      ...account,
      people: account.people.map((person) => ({ ...person, password_hash })),
    })
    accounts[account.key] = made.account_id
    pod_keys[account.key] = await podKeyOf(world, made.account_id)
    account.people.forEach(({ name, email, role }, index) => {
      const key = name.split(' ')[0]?.toLowerCase() as PersonName
      of[key] = { id: made.user_ids[index] ?? '', name, email, role, account_id: made.account_id }
    })
  }
  const connection_id = await connect(world, accounts.acme, of)
  return {
    accounts,
    pod_keys,
    connection_id,
    of,
    ctxFor: (name, more = {}) => {
      const { id, name: fullName, role, account_id } = of[name]
      const user = { id, name: fullName, role }
      return { world, account_id, user, request_id: 'test', surface: 'app', pod_ticket_id: null, ...more }
    },
    tokenFor: (name, pod) =>
      world.keys.signAccess({
        sub: of[name].id,
        account: of[name].account_id,
        surface: pod ? 'pod' : 'app',
        ticket: pod?.ticket,
      }),
  }
}

async function podKeyOf(world: World, account_id: string): Promise<string> {
  const [row] = await inAccount(
    world.db,
    account_id,
    (sql) => sql<{ pod_key: string }[]>`select pod_key from accounts`,
  )
  return row?.pod_key ?? ''
}

async function connect(world: World, account_id: string, of: People['of']): Promise<string> {
  const id = newId()
  const keys_sealed = await sealKeys({ world, account_id }, simulatorKeys)
  await inAccount(world.db, account_id, async (sql) => {
    await sql`
      insert into connections (account_id, id, kind, name, site_url, site, keys_sealed,
        public_key_hint, pod_origins)
      values (${account_id}, ${id}, 'connectwise', 'ConnectWise', ${simulatorSite},
        ${sql.json({ company_id: 'acme', client_id: simulatorClientId })}, ${keys_sealed}, 'demo…', ${[simulatorSite]})`
    for (const name of ['ada', 'ben', 'cleo'] as const)
      await sql`
        insert into member_mappings (account_id, connection_id, user_id, member_id, member_identifier, member_name,
          source, state, linked_by, by_owner, linked_at)
        values (${account_id}, ${id}, ${of[name].id}, ${simulatorMembers[name]}, ${name}, ${of[name].name}, 'hand',
          'identity', ${of.ada.id}, true, now())`
  })
  return id
}
