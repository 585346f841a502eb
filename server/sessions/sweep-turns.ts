import { staleTurns } from '../db/system.ts'
import { inAccount } from '../db/tx.ts'
import type { World } from '../world.ts'
import { endedRemarks } from './end-turn.ts'
import { lockSession } from './queries.ts'
import { interruptReplies } from './step-queries.ts'
import { touchSession } from './timeline.ts'
import { turnFreed } from './turn-queries.ts'

/** Frees the cases whose answering process is gone; their partial answers stay, marked interrupted. Answers how many. */
export async function sweepTurns(world: World): Promise<number> {
  let freed = 0
  for (const { account_id, id } of await staleTurns(world.db.system)) {
    const isFreed = await inAccount(world.db.app, account_id, async (sql) => {
      const session = await lockSession(sql, id)
      if (!session?.turn_id || session.turn_alive) return false
      await interruptReplies(sql, id, endedRemarks.interrupted)
      await touchSession(sql, id, { changes: [turnFreed(sql)] })
      return true
    })
    if (isFreed) freed++
  }
  return freed
}
