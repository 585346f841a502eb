import type { Flow } from '../../shared/contracts/flows.ts'
import type { CaseView, Step } from '../../shared/contracts/sessions.ts'
import { type ProblemCode, problems } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { publish } from '../events/publish.ts'
import { hashOf } from '../flows/hash.ts'
import { flowId } from '../flows/install.ts'
import { knownFlow } from '../flows/leading.ts'
import type { ModelAnswer, ModelUsage } from '../model/gateway.ts'
import type { TurnOutput } from '../model/protocol.ts'
import { insertLedgerRows, type LedgerRow } from '../model/queries.ts'
import type { BuiltTurn } from './build-turn.ts'
import { lengths, storable } from './caps.ts'
import { type EndRead, readToEnd } from './case-queries.ts'
import { leftFlow } from './choose-flow.ts'
import { limitOutput } from './limit-output.ts'
import type { LiveTurn } from './live-turns.ts'
import { type Answered, headerOf, planTurn } from './plan-turn.ts'
import { lockSession } from './queries.ts'
import { rowIds } from './row-ids.ts'
import { type ReplyEnd, saveEnd, saveUnfinished, type TurnEnd } from './save-turn-queries.ts'
import { viewAfter } from './view-after.ts'

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

/**
 * Writes how a turn ended, frees the case and enters what its calls cost, all in one transaction. Answers the case as it
 * then stands; undefined when the turn is not ours any more.
 */
export async function endTurn(
  ctx: Ctx,
  sessionId: string,
  live: LiveTurn,
  { result, calls }: { result: Result; calls: LedgerRow[] },
): Promise<CaseView | undefined> {
  const { account_id, user } = ctx
  const whole = wholeAnswer(ctx, sessionId, result)
  const wanted = {
    cited: whole?.cited ?? [],
    flow: whole && { key: whole.flow.flow.key, hash: hashOf(whole.flow.flow) },
  }
  return tx(ctx, async (sql) => {
    // Two statements in one flight: what is read in the statement that waits for the lock is from before the wait.
    const [, read] = await Promise.all([lockSession(sql, sessionId), readToEnd(sql, sessionId, wanted)])
    if (!read || read.turn?.id !== live.id) {
      if (calls.length > 0) await insertLedgerRows(sql, calls)
      return undefined
    }
    const state_version = read.row.state_version + 1
    await publish(sql, account_id, 'session.changed', { session_id: sessionId, state_version })
    if (!whole) {
      const reply = { ...unfinished(result, live), id: live.id }
      await saveUnfinished(sql, sessionId, reply, calls)
      const { flow_id } = read.session
      const flow = flow_id ? await knownFlow(ctx, sql, flow_id) : undefined
      return viewAfter(read, { end: leftAsItWas(read, reply), user, flow, isNew: false })
    }
    const { flow } = whole
    const isNewFlow = flow.isNew || !read.session.flow_id
    const flow_id = isNewFlow ? await rowOfFlow(sql, account_id, read, flow.flow) : read.session.flow_id
    const end = planTurn(read, { ...whole, user, reply_id: live.id, flow_id })
    await saveEnd(sql, { account_id, session_id: sessionId }, end, calls)
    return viewAfter(read, { end, user, flow: flow.flow, isNew: isNewFlow })
  })
}

/** A whole answer with the ids of rows, the notes it cites and the flow that leads from now on. */
function wholeAnswer({ world }: Ctx, session_id: string, result: Result) {
  if (!('answer' in result) || result.answer.state !== 'answered') return null
  const { built } = result
  const answer: Answered = result.answer
  const { value: said, unknown } = rowIds(limitOutput(answer.value), built.ids)
  if (unknown > 0) world.log.warn({ session_id, unknown, kind: answer.kind }, 'model named unknown rows')
  const refs = said.causes.flatMap((cause) => [...cause.for, ...cause.against])
  const cited = refs.flatMap((short) => {
    const ref = built.ids.ref(short)
    return ref?.kind === 'note' ? ref.id : []
  })
  return { built, answer, said, cited, flow: leftFlow(built.flow, built.message, said.flow) }
}

/** A shipped flow has no row in an account before it leads there for the first time. */
async function rowOfFlow(sql: TransactionSql, accountId: string, read: EndRead, flow: Flow): Promise<string> {
  return read.flow?.id ?? (await flowId(sql, accountId, flow))
}

/** An answer that did not come to its end changes nothing but its reply. */
const leftAsItWas = ({ session }: EndRead, reply: TurnEnd['reply']): TurnEnd => ({
  header: headerOf(session),
  reply,
  words: { places: [], words: [] },
  steps: [],
  tasks: [],
  questions: [],
  facts: [],
  causes: [],
  fixes: [],
  forks: [],
  conversation: [],
  begins: false,
  news_at: null,
})

function unfinished(result: Result, live: LiveTurn): ReplyEnd {
  const content = storable(live.text(), lengths.reply) ?? ''
  if ('problem' in result) {
    const { sentence } = problems[result.problem]
    return { state: 'failed', content, model_kind: null, remark: sentence }
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
