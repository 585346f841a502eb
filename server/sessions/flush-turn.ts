import { type Ctx, tx } from '../ctx.ts'
import { lengths, storable } from './caps.ts'
import type { LiveTurn } from './live-turns.ts'
import { renewTurn } from './turn-queries.ts'

const flushMs = 1_000

/**
 * About once a second: keeps the lease, writes what was said so far for readers in other processes, and hears a stop
 * from one. A stream is no new version of the case: nobody is told.
 */
export function flushWhileRunning(
  ctx: Ctx,
  sessionId: string,
  live: LiveTurn,
  committed: Promise<unknown>,
): { end(): Promise<void> } {
  let flushing: Promise<void> | undefined

  const flush = () =>
    tx(ctx, async (sql) => {
      const text = storable(live.text(), lengths.reply) ?? ''
      const turn = await renewTurn(sql, { session_id: sessionId, id: live.id }, text)
      if (!turn) live.stop('lost')
      else if (turn.stop) live.stop('stopped')
    })

  const timer = setInterval(() => {
    // before the taking is committed there is no turn to be seen
    flushing ??= committed
      .then(flush)
      .catch((error: unknown) =>
        ctx.world.log.warn({ err: error, session_id: sessionId }, 'a partial reply could not be kept'),
      )
      .finally(() => {
        flushing = undefined
      })
  }, flushMs)

  return {
    end: async () => {
      clearInterval(timer)
      await flushing
    },
  }
}
