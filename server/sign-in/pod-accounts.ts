import { LRUCache } from 'lru-cache'
import { findAccountByPodKey } from '../db/system.ts'
import type { World } from '../world.ts'

const mostKept = 1_000

/** Accounts by the keys of their pods, as far as this process met them. */
export type PodAccounts = LRUCache<string, string>

export const createPodAccounts = (): PodAccounts => new LRUCache({ max: mostKept })

/** Whoever relies on it compares the account's pod key with the one that was sent: what is kept may be out of date. */
export async function accountOfPod(
  world: Pick<World, 'db' | 'pod_accounts'>,
  podKey: string,
): Promise<string | undefined> {
  const known = world.pod_accounts.get(podKey)
  if (known) return known
  const found = await findAccountByPodKey(world.db.system, podKey)
  if (found) world.pod_accounts.set(podKey, found)
  return found
}
