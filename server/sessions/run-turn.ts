import { setImmediate as rowsAreSent } from 'node:timers/promises'
import { Problem, problems } from '../../shared/problems.ts'
import type { Ctx } from '../ctx.ts'
import type { LedgerRow } from '../model/queries.ts'
import { type AskedTurn, buildTurn } from './build-turn.ts'
import { type Ending, endingOf, endTurn } from './end-turn.ts'
import { flushWhileRunning } from './flush-turn.ts'
import { endLiveTurn, type LiveTurn } from './live-turns.ts'
import { patchBetween, viewOf } from './session-detail.ts'

/** A restart waits this long for a turn to end by itself. */
const drainGraceMs = 5_000

/**
 * One turn to its last event. The model is asked while the taking is still being committed; nobody can follow before,
 * and where it is not, `live` is stopped. Never throws: whoever follows hears how it ended.
 */
export async function runTurn(
  ctx: Ctx,
  live: LiveTurn,
  asked: AskedTurn,
  committed: Promise<unknown>,
): Promise<void> {
  const { world } = ctx
  const sessionId = asked.session.id
  const letGo = stopWhenDraining(world.draining, live)
  const flushing = flushWhileRunning(ctx, sessionId, live, committed)
  const calls: LedgerRow[] = []
  try {
    // the rows go out before the work that the request to the model takes
    await rowsAreSent()
    const before = viewOf(asked.rows, asked.current?.flow)
    const { state_version, status, stage, paused_at, steps, questions, turn, turn_running } = before
    const taken = { state_version, status, stage, paused_at, steps, questions, turn, turn_running }
    live.emit({ kind: 'session', patch: taken })
    const built = await buildTurn(ctx, asked)
    const readers = {
      text: (text: string) => live.emit({ kind: 'reply', text }),
      restart: () => live.emit({ kind: 'retry' }),
      thinking: () => live.emit({ kind: 'thinking' }),
      spent: (row: LedgerRow) => void calls.push(row),
    }
    const answer = await world.model.ask(built.request, readers, live.signal)
    await Promise.all([flushing.end(), committed])
    const after = await endTurn(ctx, sessionId, live, { result: { built, answer }, calls })
    if (after) live.emit({ kind: 'session', patch: patchBetween(before, after) })
    tellEnd(live, after ? endingOf(answer, live) : { state: 'lost' })
  } catch (error) {
    await Promise.all([flushing.end(), committed])
    await giveUp(ctx, sessionId, live, { error, calls })
  } finally {
    letGo()
    endLiveTurn(world, live.id)
  }
}

function tellEnd(live: LiveTurn, ending: Ending): void {
  if (ending.state === 'complete') live.emit({ kind: 'done', step_id: live.id, usage: ending.usage })
  else if (ending.state === 'stopped') live.emit({ kind: 'done', step_id: live.id, usage: null })
  else {
    const code =
      ending.state === 'failed' ? ending.problem : ending.state === 'interrupted' ? 'draining' : 'conflict'
    live.emit({ kind: 'error', code, message: problems[code].sentence })
  }
}

/** Something that nobody expected: the message and the partial text stay, the panel is as it was. */
async function giveUp(
  ctx: Ctx,
  sessionId: string,
  live: LiveTurn,
  { error, calls }: { error: unknown; calls: LedgerRow[] },
): Promise<void> {
  const { log } = ctx.world
  log.error({ err: error, session_id: sessionId }, 'a turn broke')
  const code = error instanceof Problem ? error.code : 'internal'
  const end = (entered: LedgerRow[]) =>
    endTurn(ctx, sessionId, live, { result: { problem: code }, calls: entered })
  // A ledger that takes no rows holds no case. Where even this fails, the lease runs out and the sweep frees it.
  await end(calls)
    .catch(() => end([]))
    .catch((second: unknown) => log.error({ err: second }, 'a turn could not be ended'))
  live.emit({ kind: 'error', code, message: problems[code].sentence })
}

function stopWhenDraining(draining: AbortSignal, live: LiveTurn): () => void {
  let timer: NodeJS.Timeout | undefined
  const begin = () => {
    timer = setTimeout(() => live.stop('draining'), drainGraceMs)
  }
  if (draining.aborted) begin()
  else draining.addEventListener('abort', begin, { once: true })
  return () => {
    clearTimeout(timer)
    draining.removeEventListener('abort', begin)
  }
}
