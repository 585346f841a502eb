import type { Logger } from 'pino'
import type * as v from 'valibot'
import type { ModelProblem } from '../../shared/contracts/model.ts'
import type { Config } from '../config.ts'
import { isFree, type ModelClient } from './clients.ts'
import type { ModelAnswer, ModelOrigin, ModelReaders, ModelRequest } from './gateway.ts'
import type { LedgerEntry, ModelLedger } from './ledger.ts'
import { dearestMicros, priceMicros } from './prices.ts'
import { requestBody, type Wire } from './request-body.ts'
import { type CallResult, streamCall } from './stream-call.ts'
import { type CallLimits, callLimits } from './watchdog.ts'

/** For metrics: every attempt, and what the API refuses (null: nothing). */
export type ModelObserver = {
  attempt(entry: Pick<LedgerEntry, 'kind' | 'outcome'>): void
  problem(problem: ModelProblem | null): void
}

export type CallerInput = {
  config: Config
  ledger: ModelLedger
  log: Logger
  observer?: ModelObserver
  limits?: CallLimits
}

export type Asked<S extends v.GenericSchema> = {
  request: ModelRequest<S>
  readers: ModelReaders
  signal: AbortSignal
}
export type Called<S extends v.GenericSchema> = {
  result: CallResult<v.InferOutput<S>>
  origin: ModelOrigin
}

export const wireOf = ({ kind, structured }: ModelClient, model: string): Wire => ({
  kind,
  model,
  structured,
  room: 1,
  without_thinking: false,
  repair: null,
})

/** One call with its line in the log and its row in the ledger. */
export function createCaller({ config, ledger, log, observer, limits = callLimits }: CallerInput) {
  const isCostless = isFree(config)
  return async <S extends v.GenericSchema>(
    client: ModelClient,
    { request, readers, signal: stop }: Asked<S>,
    wire: Wire,
  ): Promise<Called<S>> => {
    const startedAt = performance.now()
    const { body, origin } = requestBody(request, wire)
    const sent = client.kind === 'offline' && request.flow ? { ...body, flow: request.flow } : body
    const { open, structured } = client
    const result = await streamCall({ open, body: sent, request, structured, readers, stop, limits })
    const { usage, ...report } = result.report
    const price_micros = client.kind === 'offline' || isCostless ? 0 : priceMicros(wire.model, usage)
    const entry = {
      ...origin,
      ...report,
      outcome: result.ok ? 'answered' : result.failure.class,
      latency_ms: Math.round(performance.now() - startedAt),
      price_micros,
      budget_micros: price_micros ?? dearestMicros(usage),
    }
    const fault = result.ok ? {} : { status: result.failure.status, reason: result.failure.message }
    log.info(
      { ...entry, ...usage, ...fault, task: request.task, session_id: request.session_id },
      'model call',
    )
    observer?.attempt(entry)
    // A call that cannot be entered was still answered: the person does not pay for the ledger's trouble.
    await ledger
      .enter(request, { ...entry, usage }, readers.spent)
      .catch((error: unknown) => log.error({ err: error }, 'model ledger'))
    return { result, origin }
  }
}

/** The answer that the last call gives to whoever asked. */
export function answerOf<S extends v.GenericSchema>(
  { result, origin }: Called<S>,
  remark: string | null,
): ModelAnswer<v.InferOutput<S>> {
  const { kind, model } = origin
  if (result.ok) {
    const { value, content, report } = result
    return { state: 'answered', value, kind, model, content, origin, usage: report.usage, remark }
  }
  const { text } = result
  const failed = result.failure.class
  if (failed === 'stopped') return { state: 'partial', text, kind, problem: null, remark }
  const problem =
    result.failure.rejected_for === 'image'
      ? 'image_refused'
      : failed === 'refused'
        ? 'model_refused'
        : failed === 'busy' || failed === 'rejected'
          ? 'model_unavailable'
          : 'model_invalid'
  return text === '' ? { state: 'failed', problem, kind } : { state: 'partial', text, kind, problem, remark }
}
