import { v7 as newId } from 'uuid'
import { createAccount } from '../accounts/create-account.ts'
import { hashPassword } from '../accounts/password.ts'
import { sealKeys } from '../connections/seal-keys.ts'
import type { Ctx } from '../ctx.ts'
import { inAccount } from '../db/tx.ts'
import { demoAccounts, demoPassword } from '../demo-people.ts'
import type { World } from '../world.ts'

export type PersonName = 'ada' | 'ben' | 'cleo' | 'vera' | 'zed'
type Person = Ctx['user'] & { account_id: string; email: string }

export type People = {
  /** Account ids by key. */
  accounts: Record<'acme' | 'zed', string>
  /** Acme's connection to the simulator. */
  connection_id: string
  of: Record<PersonName, Person>
  ctxFor(name: PersonName, more?: Partial<Pick<Ctx, 'surface' | 'pod_ticket_id' | 'request_id'>>): Ctx
  tokenFor(name: PersonName, pod?: { ticket?: string }): Promise<string>
}

/** Members of the simulator's company `acme`, by its ids. */
export const simulatorMembers = { ada: '101', ben: '102', cleo: '103' } as const
export const simulatorSite = 'http://127.0.0.1:8788'
/** What the simulator accepts for its company `acme`. */
export const simulatorKeys = { public_key: 'demo-public', private_key: 'demo-private' } as const

let hashed: Promise<string> | undefined

/** Acme (Ada, Ben, Cleo, Vera; connected to the simulator, members mapped) and Zed IT (Zed, not connected). */
export async function people(world: World): Promise<People> {
  // one hash for all of them: scrypt is slow by intent
  hashed ??= hashPassword(demoPassword)
  const password_hash = await hashed
  const accounts = {} as People['accounts']
  const of = {} as People['of']
  for (const account of demoAccounts) {
    const made = await createAccount(world, {
      ...account,
      people: account.people.map((person) => ({ ...person, password_hash })),
    })
    accounts[account.key] = made.account_id
    account.people.forEach(({ name, email, role }, index) => {
      const key = name.split(' ')[0]?.toLowerCase() as PersonName
      of[key] = { id: made.user_ids[index] ?? '', name, email, role, account_id: made.account_id }
    })
  }
  const connection_id = await connect(world, accounts.acme, of)
  return {
    accounts,
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

async function connect(world: World, account_id: string, of: People['of']): Promise<string> {
  const id = newId()
  const keys_sealed = await sealKeys({ world, account_id }, simulatorKeys)
  await inAccount(world.db.app, account_id, async (sql) => {
    await sql`
      insert into connections (account_id, id, kind, name, site_url, company_id, client_id, keys_sealed,
        public_key_hint, pod_origins)
      values (${account_id}, ${id}, 'connectwise', 'ConnectWise', ${simulatorSite}, 'acme',
        '3f2a9c54-7d1e-4b60-9a83-5c1f0e7b2d46', ${keys_sealed}, 'demo…', ${[simulatorSite]})`
    for (const name of ['ada', 'ben', 'cleo'] as const)
      await sql`
        insert into member_mappings (account_id, connection_id, user_id, member_id, member_identifier, member_name, source)
        values (${account_id}, ${id}, ${of[name].id}, ${simulatorMembers[name]}, ${name}, ${of[name].name}, 'email')`
  })
  return id
}
