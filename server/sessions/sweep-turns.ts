import { staleTurns } from '../db/system.ts'
import { inAccount } from '../db/tx.ts'
import type { World } from '../world.ts'
import { endedRemarks } from './end-turn.ts'
import { lockSession } from './queries.ts'
import { touchSession } from './timeline.ts'
import { findTurn, interruptTurn } from './turn-queries.ts'

/** Frees the cases whose answering process is gone; their partial answers stay, marked interrupted. Answers how many. */
export async function sweepTurns(world: World): Promise<number> {
  let freed = 0
  for (const { account_id, session_id } of await staleTurns(world.db.system)) {
    const isFreed = await inAccount(world.db, account_id, async (sql) => {
      const [, turn] = await Promise.all([lockSession(sql, session_id), findTurn(sql, session_id)])
      if (!turn || turn.alive) return false
      await interruptTurn(sql, session_id, endedRemarks.interrupted)
      await touchSession(sql, session_id)
      return true
    })
    if (isFreed) freed++
  }
  return freed
}
