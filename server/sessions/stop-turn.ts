import { type Ctx, tx } from '../ctx.ts'
import { endedRemarks } from './end-turn.ts'
import { liveTurn } from './live-turns.ts'
import { locked } from './load-session.ts'
import { touchSession } from './timeline.ts'
import { askTurnToStop, findTurn, interruptTurn } from './turn-queries.ts'

/** Ends the running answer, from whatever surface; what it said stays. With none running there is nothing to do. */
export async function stopTurn(ctx: Ctx, sessionId: string): Promise<void> {
  const turnId = await tx(ctx, async (sql) => {
    const [, turn] = await Promise.all([locked(ctx, sql, sessionId, 'work'), findTurn(sql, sessionId)])
    if (!turn) return null
    if (turn.alive) {
      await askTurnToStop(sql, sessionId)
      return turn.id
    }
    await interruptTurn(sql, sessionId, endedRemarks.interrupted)
    await touchSession(sql, sessionId)
    return null
  })
  // In another process the next flush reads the wish.
  if (turnId) liveTurn(ctx.world, turnId)?.stop('stopped')
}
