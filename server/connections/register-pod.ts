import type { PodRegistered } from '../../shared/contracts/connections.ts'
import { podHeightPx } from '../../shared/limits.ts'
import { Problem } from '../../shared/problems.ts'
import { type AuditSystem, record } from '../audit/record.ts'
import { publicUrl } from '../config.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { inAccount } from '../db/tx.ts'
import type { World } from '../world.ts'
import { podAddress } from './pod-address.ts'
import { type Connected, providerFor, providerOf } from './provider-for.ts'
import { podsToMove, setPodSetup } from './queries.ts'

/** Puts FlowPilot on the PSA's ticket screen through its API; once more changes nothing. */
export async function registerPod(ctx: Ctx, connectionId?: string): Promise<PodRegistered> {
  may(ctx, 'administer')
  return register(ctx.world, ctx, await providerFor(ctx, connectionId))
}

/** A pod that is registered at another address of ours, from before it had a key or we moved, gets the one of today. */
export async function movePods(world: World, account_id: string): Promise<void> {
  const { db, log } = world
  const stale = await inAccount(db, account_id, podsToMove)
  for (const { id, pod_url, ...where } of stale) {
    if (pod_url === podAddress(world, where)) continue
    try {
      await register(world, { account_id }, await providerOf(world, account_id, id))
    } catch (error) {
      log.warn({ err: error, connection_id: id }, 'the pod could not be registered at its new address')
    }
  }
}

async function register(
  world: World,
  who: Ctx | AuditSystem,
  { connection, provider, psa }: Connected,
): Promise<PodRegistered> {
  if (!provider.pod) throw new Problem('psa_refused', `${psa} has no ticket screen that takes a pod.`)
  const pod_url = podAddress(world, connection)
  const pod = { url: pod_url, origin: publicUrl(world.config), title: 'FlowPilot', height_px: podHeightPx }
  const setup_id = await provider.pod.register(pod, connection.pod_setup_id)
  const { account_id } = who
  await tx({ world, account_id }, async (sql) => {
    await setPodSetup(sql, connection.id, { setup_id, pod_url })
    await record(sql, who, {
      action: 'connection.pod_registered',
      subject_kind: 'connection',
      subject_id: connection.id,
      result: 'ok',
      detail: { setup_id },
    })
  })
  return { setup_id, pod_url }
}
