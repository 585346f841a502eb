import { type Ctx, tx } from '../ctx.ts'
import { clip, lengths } from './caps.ts'
import type { LiveTurn } from './live-turns.ts'
import { writePartialReply } from './step-queries.ts'
import { touchSession } from './timeline.ts'
import { renewTurn } from './turn-queries.ts'

const flushMs = 1_000

/** About once a second: keeps the lease, writes what was said so far, and hears a stop from another process. */
export function flushWhileRunning(ctx: Ctx, sessionId: string, live: LiveTurn): { end(): Promise<void> } {
  let written = ''
  let flushing: Promise<void> | undefined

  const flush = () =>
    tx(ctx, async (sql) => {
      const turn = await renewTurn(sql, sessionId, live.id)
      if (!turn) return live.stop('lost')
      if (turn.turn_stop) live.stop('stopped')
      const text = clip(live.text(), lengths.reply) ?? ''
      if (text === written) return
      await writePartialReply(sql, live.id, text)
      await touchSession(sql, sessionId)
      written = text
    })

  const timer = setInterval(() => {
    flushing ??= flush()
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
