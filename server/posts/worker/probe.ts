import { Problem } from '../../../shared/problems.ts'
import { providerOf } from '../../connections/provider-for.ts'
import { inAccount } from '../../db/tx.ts'
import type { World } from '../../world.ts'
import { beginProbe, type Place } from '../breaker/queries.ts'
import { applySignal } from '../breaker/signals.ts'

/** Longer than a question may take, so that it is asked again only when whoever asked is gone. */
const probeLeaseS = 45

/** Asks a PSA that answered unreliably whether it answers again; then one post may try. */
export async function probe(world: World, place: Place): Promise<void> {
  const begun = await inAccount(world.db, place.account_id, (sql) =>
    beginProbe(sql, place.connection_id, probeLeaseS),
  )
  if (!begun) return
  await applySignal(world, place, { kind: 'probed', ok: await answers(world, place) })
}

/** Refused keys are an answer: whoever tries next hears them and puts the connection on hold. */
async function answers(world: World, place: Place): Promise<boolean> {
  try {
    const { provider } = await providerOf(world, place.account_id, place.connection_id)
    await provider.ping()
    return true
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return error.code === 'psa_keys_refused' || error.code === 'psa_refused'
  }
}
