import { type Ctx, tx } from '../ctx.ts'
import { endedRemarks } from './end-turn.ts'
import { liveTurn } from './live-turns.ts'
import { workable } from './load-session.ts'
import { interruptReplies } from './step-queries.ts'
import { touchSession } from './timeline.ts'
import { askTurnToStop, turnFreed } from './turn-queries.ts'

/** Ends the running answer, from whatever surface; what it said stays. With none running there is nothing to do. */
export async function stopTurn(ctx: Ctx, sessionId: string): Promise<void> {
  const turnId = await tx(ctx, async (sql) => {
    const { turn_id, turn_alive } = await workable(ctx, sql, sessionId)
    if (!turn_id) return null
    if (turn_alive) {
      await askTurnToStop(sql, sessionId)
      return turn_id
    }
    await interruptReplies(sql, sessionId, endedRemarks.interrupted)
    await touchSession(sql, sessionId, { changes: [turnFreed(sql)] })
    return null
  })
  // In another process the next flush reads the wish.
  if (turnId) liveTurn(ctx.world, turnId)?.stop('stopped')
}
