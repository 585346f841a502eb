import type { Connection } from '../shared/contracts/connections.ts'
import { createAccount } from './accounts/create-account.ts'
import { listColleagues } from './accounts/me-queries.ts'
import { changeConnection } from './connections/change-connection.ts'
import { createConnection } from './connections/create-connection.ts'
import { mapMembersByEmail } from './connections/member-mapping.ts'
import { providerFor } from './connections/provider-for.ts'
import { listConnections, listMappings } from './connections/read-connections.ts'
import { registerPod } from './connections/register-pod.ts'
import { keyHint } from './connections/seal-keys.ts'
import type { Ctx } from './ctx.ts'
import { findAccountByKey } from './db/system.ts'
import { inAccount } from './db/tx.ts'
import { demoAccounts, demoPassword } from './demo-people.ts'
import { linkMembers } from './people/link-members.ts'
import { hashPassword } from './sign-in/password.ts'
import type { World } from './world.ts'

/** What the simulator accepts for its company `acme`. */
const simulatorKeys = {
  company_id: 'acme',
  public_key: 'demo-public',
  private_key: 'demo-private',
  client_id: '3f2a9c54-7d1e-4b60-9a83-5c1f0e7b2d46',
}

/**
 * Accounts, people, Acme's connection and the registered pod. What is there stays as it is: a connection that a person
 * entered is neither changed nor used. Answers the PSA that Acme is connected to.
 */
export async function seedDemo(world: World, simulatorUrl: string): Promise<string> {
  await seedAccounts(world)
  const ada = await ownerOf(world, 'acme')
  const [known] = await listConnections(ada)
  const wanted = {
    name: 'ConnectWise',
    site_url: simulatorUrl,
    ...simulatorKeys,
    custom_host_confirmed: true,
  }
  if (known && !isOurs(known)) return known.site_url
  if (!known) await createConnection(ada, { kind: 'connectwise', ...wanted })
  // the simulator may have another port this time
  else if (known.site_url !== simulatorUrl) await changeConnection(ada, known.id, wanted)
  await linkMembersOnce(ada)
  await registerPod(ada)
  return simulatorUrl
}

/** Made by an earlier demo: a simulator on this machine, with the keys above. */
function isOurs({ site_url, company_id, client_id, public_key_hint }: Connection): boolean {
  return (
    /^http:\/\/127\.0\.0\.1:\d{1,5}$/.test(site_url) &&
    company_id === simulatorKeys.company_id &&
    client_id === simulatorKeys.client_id &&
    public_key_hint === keyHint(simulatorKeys.public_key)
  )
}

/** By Ada's hand, while nobody is linked yet: an address alone names a member and signs nobody in. */
async function linkMembersOnce(ada: Ctx): Promise<void> {
  const connected = await providerFor(ada)
  await mapMembersByEmail(ada, connected)
  const known = await listMappings(ada, connected.connection.id)
  if (known.length === 0 || known.some(({ state }) => state === 'identity')) return
  const items = known.map(({ user_id, member_id }) => ({ user_id, member_id }))
  await linkMembers(ada, connected.connection.id, items)
}

async function seedAccounts(world: World): Promise<void> {
  for (const { key, name, people } of demoAccounts) {
    if (await findAccountByKey(world.db.system, key)) continue
    const hashed = await Promise.all(
      people.map(async (person) => ({
        ...person,
        password_hash: await hashPassword(demoPassword),
        demo: true,
      })),
    )
    await createAccount(world, { key, name, people: hashed })
  }
}

/** Seeding acts as the account's owner would in Settings. */
async function ownerOf(world: World, accountKey: string): Promise<Ctx> {
  const account_id = await findAccountByKey(world.db.system, accountKey)
  const colleagues = account_id ? await inAccount(world.db, account_id, listColleagues) : []
  const owner = colleagues.find((each) => each.role === 'owner' && each.active)
  if (!account_id || !owner)
    throw new Error(`the demo account ${accountKey} has no owner any more; use another database`)
  const user = { id: owner.id, name: owner.name, role: owner.role }
  return { world, account_id, user, request_id: 'demo', surface: 'app', pod_ticket_id: null }
}
