import { LRUCache } from 'lru-cache'
import { Problem } from '../../shared/problems.ts'
import { anyProvider, findAccountByDomain } from '../db/system-providers.ts'
import { limit } from '../limits.ts'
import type { World } from '../world.ts'
import type { Attempt } from './oidc-attempt.ts'
import { beginAttempt } from './oidc-identity.ts'
import { noProvider } from './oidc-provider.ts'

const triesPerMinute = 20
const keptMs = 30_000

/** Whether anybody on this server has single sign-on, as the database said lately. */
export type SsoOffer = LRUCache<'anybody', Promise<boolean>>

export const createSsoOffer = (): SsoOffer => new LRUCache({ max: 1, ttl: keptMs })

/** Whether sign-in pages offer single sign-on: somebody on this server has it. Whose it is, the address says. */
export function offersSso({ db, sso_offer }: Pick<World, 'db' | 'sso_offer'>): Promise<boolean> {
  const known = sso_offer.get('anybody')
  if (known) return known
  const is = anyProvider(db.system).catch((error: unknown) => {
    sso_offer.delete('anybody')
    throw error
  })
  sso_offer.set('anybody', is)
  return is
}

/**
 * From an address to the provider of its domain. Strangers learn by it which domains have a provider here, and whose:
 * that is where the answer sends them; hence it is counted closely. Of persons it says nothing, and where there is no
 * provider not why.
 */
export async function beginSso(
  world: World,
  email: string,
  request: Attempt['request'],
  caller: string,
): Promise<{ attempt: Attempt; location: string }> {
  await limit(world, `sso:${caller}`, triesPerMinute, 60)
  const domain = email.split('@').at(-1)?.toLowerCase() ?? ''
  const account_id = await findAccountByDomain(world.db.system, domain)
  if (!account_id) throw new Problem('sso_refused', noProvider)
  return beginAttempt(world, account_id, request)
}
