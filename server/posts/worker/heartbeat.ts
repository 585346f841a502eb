import { keepEpoch } from '../../db/epoch.ts'
import type { World } from '../../world.ts'
import { lookForNewer } from './outdated.ts'

/** This process lives, and the database is looked at: is it of this version, and the one that everybody last heard of? */
export async function heartbeat(world: World): Promise<void> {
  await lookForNewer(world)
  const { number, raised_because } = await keepEpoch(world.db.system, world.process_id)
  if (raised_because)
    world.log.warn(
      { epoch: number, reason: raised_because },
      'the database may have forgotten its last minutes: what waits is looked for before it is sent',
    )
}
