import { setTimeout as sleep } from 'node:timers/promises'
import type { Step } from '../../shared/contracts/sessions.ts'
import { Problem, problems } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import { type Follow, liveTurn, type TurnEvent } from './live-turns.ts'
import { detailOf } from './session-detail.ts'
import { findStep } from './step-queries.ts'

/** Another process runs the turn: its flushes are read as often as it makes them, no longer than any turn lasts. */
const pollMs = 1_000
const longestTurnMs = 600_000

/** The turn of this reply, wherever it runs or ran. */
export function followReply(ctx: Ctx, sessionId: string, replyId: string): Follow {
  return liveTurn(ctx.world, replyId)?.follow ?? followStored(ctx, sessionId, replyId)
}

function followStored(ctx: Ctx, sessionId: string, replyId: string): Follow {
  return (reader) => {
    const left = new AbortController()
    const tell = (event: TurnEvent) => {
      if (!left.signal.aborted) reader(event)
    }
    readOn(ctx, sessionId, replyId, tell, left.signal).catch((error: unknown) => {
      if (left.signal.aborted) return
      const code = error instanceof Problem ? error.code : 'internal'
      if (code === 'internal') ctx.world.log.error({ err: error }, 'a reply could not be followed')
      tell({ kind: 'error', code, message: problems[code].sentence })
    })
    return () => left.abort()
  }
}

async function readOn(
  ctx: Ctx,
  sessionId: string,
  replyId: string,
  tell: (event: TurnEvent) => void,
  left: AbortSignal,
): Promise<void> {
  let told = ''
  for (let waitedMs = 0; waitedMs < longestTurnMs; waitedMs += pollMs) {
    const step = await tx(ctx, (sql) => findStep(sql, replyId))
    if (!step) throw new Problem('not_found')
    const { content, state } = step
    if (!content.startsWith(told)) tell({ kind: 'retry' })
    const news = content.startsWith(told) ? content.slice(told.length) : content
    if (news) tell({ kind: 'reply', text: news })
    told = content
    if (state !== 'streaming') return tellEnd(ctx, sessionId, step, tell)
    await sleep(pollMs, undefined, { signal: left })
  }
  throw new Problem('conflict')
}

async function tellEnd(
  ctx: Ctx,
  sessionId: string,
  step: Step,
  tell: (event: TurnEvent) => void,
): Promise<void> {
  tell({ kind: 'session', patch: await tx(ctx, (sql) => detailOf(ctx, sql, sessionId)) })
  if (step.state === 'complete' || step.state === 'stopped')
    return tell({ kind: 'done', step_id: step.id, usage: null })
  const code = step.state === 'interrupted' ? 'draining' : 'model_unavailable'
  tell({ kind: 'error', code, message: step.remark ?? problems[code].sentence })
}
