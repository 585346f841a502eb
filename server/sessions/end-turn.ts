import type { SessionDetail, Step } from '../../shared/contracts/sessions.ts'
import { type ProblemCode, problems } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { ModelAnswer, ModelUsage } from '../model/gateway.ts'
import type { TurnOutput } from '../model/protocol.ts'
import { applyTurn } from './apply-turn.ts'
import type { BuiltTurn } from './build-turn.ts'
import { clip, lengths } from './caps.ts'
import type { LiveTurn } from './live-turns.ts'
import { lockSession } from './queries.ts'
import { detailOf } from './session-detail.ts'
import { endReply } from './step-queries.ts'
import { touchSession } from './timeline.ts'
import { turnFreed } from './turn-queries.ts'

export type Ending =
  | { state: 'complete'; usage: ModelUsage }
  | { state: 'stopped' | 'interrupted' | 'lost' }
  | { state: 'failed'; problem: ProblemCode }

type Result = { built: BuiltTurn; answer: ModelAnswer<TurnOutput> } | { problem: ProblemCode }

/** What the log says under an answer that did not come to its end. */
export const endedRemarks = {
  interrupted: 'FlowPilot was interrupted here. Your message is kept; ask again for the whole answer.',
} as const

/** A whole answer counts even where a stop came too late for it. */
export function endingOf(answer: ModelAnswer<TurnOutput>, live: LiveTurn): Ending {
  if (answer.state === 'answered') return { state: 'complete', usage: answer.usage }
  if (live.signal.aborted) return { state: live.signal.reason === 'stopped' ? 'stopped' : 'interrupted' }
  return { state: 'failed', problem: answer.problem ?? 'model_unavailable' }
}

/** Writes how a turn ended and frees the case, in one transaction; undefined when the turn is not ours any more. */
export function endTurn(
  ctx: Ctx,
  sessionId: string,
  live: LiveTurn,
  result: Result,
): Promise<SessionDetail | undefined> {
  return tx(ctx, async (sql) => {
    if ('answer' in result && result.answer.state === 'answered')
      return applyTurn(sql, {
        ctx,
        session_id: sessionId,
        turn_id: live.id,
        built: result.built,
        answer: result.answer,
      })
    const session = await lockSession(sql, sessionId)
    if (session?.turn_id !== live.id) return undefined
    await endReply(sql, live.id, unfinished(result, live))
    await touchSession(sql, sessionId, { changes: [turnFreed(sql)] })
    return detailOf(sql, sessionId)
  })
}

function unfinished(result: Result, live: LiveTurn) {
  const content = clip(live.text(), lengths.reply)
  if ('problem' in result) {
    const { sentence } = problems[result.problem]
    return { state: 'failed' as const, content, model_kind: null, remark: sentence }
  }
  const { answer } = result
  const ending = endingOf(answer, live)
  const state: Exclude<Step['state'], 'streaming' | 'complete'> =
    ending.state === 'stopped' || ending.state === 'interrupted' ? ending.state : 'failed'
  const why =
    ending.state === 'failed'
      ? problems[ending.problem].sentence
      : state === 'interrupted'
        ? endedRemarks.interrupted
        : null
  const steppedIn = answer.state === 'partial' ? answer.remark : null
  return {
    state,
    content,
    model_kind: answer.kind,
    remark: [why, steppedIn].filter(Boolean).join(' ') || null,
  }
}
