import type * as v from 'valibot'
import { askInTurn } from './ask-in-turn.ts'
import { remarkOn } from './attempts.ts'
import { createModelBreaker } from './breaker.ts'
import { type Asked, answerOf, type CallerInput, createCaller, wireOf } from './call-model.ts'
import {
  isFree,
  type ModelClient,
  modelFor,
  modelIds,
  offlineClient,
  playbookModel,
  realClient,
} from './clients.ts'
import { classify, type RejectedFor, requestIdOf } from './failures.ts'
import type { ModelGateway, ModelState } from './gateway.ts'
import { imagesNamed } from './images.ts'
import { type Budget, createBudget, type ModelLedger } from './ledger.ts'
import { createModelState } from './model-state.ts'
import { likelyMicros } from './prices.ts'
import type { Wire } from './request-body.ts'

export type GatewayInput = CallerInput & {
  /** Instead of the network: a Messages API in the same process. */
  fetch?: typeof fetch
}

const checkLimitMs = 5_000

/** The gateway over the official SDK. Without a key or base address only the offline model answers. */
export function createGateway(input: GatewayInput): ModelGateway {
  const { config, ledger, log, observer } = input
  const real = realClient(config, input.fetch)
  const models = modelIds(config)
  const offline = offlineClient()
  const budget = createBudget(ledger, config.MODEL_DOLLARS_PER_DAY)
  const call = createCaller({ ...input, ledger: countedLedger(ledger, budget) })
  const breaker = createModelBreaker()
  const address = real?.address ?? ''
  const state = createModelState({ models, address }, log, (problem) => observer?.problem(problem))

  const askOffline = async <S extends v.GenericSchema>(asked: Asked<S>, remark: string | null) => {
    const wire = wireOf(offline, playbookModel)
    return answerOf(await call(offline, asked, wire), remark)
  }
  const askReal = async <S extends v.GenericSchema>(client: ModelClient, asked: Asked<S>, wire: Wire) => {
    const began = breaker.callBegan(wire.model)
    const called = await call(client, asked, wire).catch((error: unknown) => {
      breaker.callEnded(wire.model, 'stopped', began)
      throw error
    })
    const { result } = called
    const failure = result.ok ? null : result.failure
    // Past thinking that does not fit is left out next time; nobody has to mend anything.
    const isRetriedWithout = failure?.rejected_for === 'thinking' && !wire.without_thinking
    // What a person sent and can leave out is no fault of key or settings either.
    const isOfImage = failure?.rejected_for === 'image'
    if (failure?.class === 'rejected' && !isRetriedWithout && !isOfImage)
      state.rejected(wire.model, failure, result.report.request_id)
    if (!failure) state.answered(wire.model)
    const how = failure?.class === 'busy' || failure?.class === 'stopped' ? failure.class : 'answered'
    breaker.callEnded(wire.model, how, began)
    return called
  }

  return {
    label: real ? { kind: 'anthropic', label: models.strong } : { kind: 'offline', label: 'Offline model' },
    ask: async (request, readers, signal) => {
      const asked = { request, readers, signal }
      if (!real) return askOffline(asked, null)
      if (request.policy !== 'allowed') return askOffline(asked, remarkOn('policy', 'offline'))
      const first = modelFor(models, request.task)
      const price = isFree(config) ? 0 : likelyMicros(first, request)
      const letGo = await budget.hold(request.account_id, price)
      if (!letGo) return askOffline(asked, remarkOn('budget', 'offline'))
      const ids = { first, second: models.second ?? first }
      return askInTurn(asked, {
        has_second: ids.second !== first,
        has_past_images: imagesNamed(request.history).length > 0,
        isOpen: (by) => breaker.isOpen(ids[by]),
        ask: (by, more) => askReal(real, asked, { ...wireOf(real, ids[by]), ...more }),
        askOffline: (remark) => askOffline(asked, remark),
      }).finally(letGo)
    },
    warm: () => real?.warm(),
    checkModels: async () => {
      if (real) await Promise.all(distinct(models).map((model) => checkModel(real, model, state)))
    },
    state: () =>
      real ? state.read(breaker.isOpen(models.strong)) : { state: 'offline', problem: null, models: null },
  }
}

/** Every row that is entered counts at once, before the day's sum is read again. */
const countedLedger = (ledger: ModelLedger, budget: Budget): ModelLedger => ({
  ...ledger,
  enter: (request, entry, take) => {
    budget.entered(request.account_id, entry.budget_micros)
    return ledger.enter(request, entry, take)
  },
})

const distinct = ({ strong, fast, second }: NonNullable<ModelState['models']>): string[] => [
  ...new Set([strong, fast, ...(second ? [second] : [])]),
]

const learntAtStart: ReadonlySet<RejectedFor> = new Set<RejectedFor>(['key', 'model', 'address'])

/** Only a refused key, an unknown id or a redirect is learnt here: a server without this route says nothing about its models. */
async function checkModel(
  client: ModelClient,
  model: string,
  state: ReturnType<typeof createModelState>,
): Promise<void> {
  try {
    await client.open(() => {}).models.retrieve(model, undefined, { timeout: checkLimitMs, maxRetries: 0 })
    state.answered(model)
  } catch (error) {
    const failure = classify(error, { began: false, wrote: false })
    const request_id = requestIdOf((error as { requestID?: unknown }).requestID)
    if (failure.rejected_for && learntAtStart.has(failure.rejected_for))
      state.rejected(model, failure, request_id)
  }
}
