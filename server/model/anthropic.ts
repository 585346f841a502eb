import Anthropic from '@anthropic-ai/sdk'
import type { Logger } from 'pino'
import type * as v from 'valibot'
import type { Config } from '../config.ts'
import type { Sql } from '../db/connect.ts'
import type {
  ModelAnswer,
  ModelGateway,
  ModelKind,
  ModelReaders,
  ModelRequest,
  ModelTask,
} from './gateway.ts'
import { budgetSpent, enterCall } from './ledger.ts'
import { createPlaybook } from './playbook/app.ts'
import { promptHash, requestBody } from './request-body.ts'
import { type CallFailure, type CallResult, streamCall } from './stream-call.ts'

type Client = { kind: ModelKind; sdk: Anthropic; model: Record<ModelTask, string> }
type Input = { config: Config; app: Sql; log: Logger; fetch?: typeof fetch }

const callsPerRequest = 2
/** The day's sum grows with every call; so long it is believed, and may be overdrawn. */
const budgetBelievedMs = 5_000
const accountsRemembered = 1_000

const stepIn: Record<Exclude<CallFailure, 'stopped'> | 'budget', string> = {
  away: 'The model could not be reached; the offline model answered.',
  again: 'The model broke off twice; the offline model answered.',
  refused: 'The model declined to answer; the offline model answered.',
  budget: "Today's model budget is spent; the offline model answered.",
}

/** The gateway over the official SDK. Without a key or base address only the offline model answers. */
export function createGateway({ config, app, log, fetch }: Input): ModelGateway {
  const offline = offlineClient()
  const real = realClient(config, fetch)
  const looks = new Map<string, { atMs: number; spent: Promise<boolean> }>()

  function isSpent(accountId: string): Promise<boolean> {
    const known = looks.get(accountId)
    if (known && performance.now() - known.atMs < budgetBelievedMs) return known.spent
    const spent = budgetSpent(app, accountId, config.MODEL_TOKENS_PER_DAY).catch(() => false)
    looks.delete(accountId)
    looks.set(accountId, { atMs: performance.now(), spent })
    const [oldest] = looks.keys()
    if (looks.size > accountsRemembered && oldest !== undefined) looks.delete(oldest)
    return spent
  }

  async function ask<S extends v.GenericSchema>(
    request: ModelRequest<S>,
    readers: ModelReaders,
    signal: AbortSignal,
  ): Promise<ModelAnswer<v.InferOutput<S>>> {
    if (!real) return answerOf(offline, request, await call(offline, request, readers, signal), null)
    if (await isSpent(request.account_id))
      return answerOf(offline, request, await call(offline, request, readers, signal), stepIn.budget)

    const first = await tryTwice(real, request, readers, signal)
    if (first.ok || first.failure === 'stopped') return answerOf(real, request, first, null)
    readers.restart()
    return answerOf(offline, request, await call(offline, request, readers, signal), stepIn[first.failure])
  }

  async function tryTwice<S extends v.GenericSchema>(
    client: Client,
    request: ModelRequest<S>,
    readers: ModelReaders,
    signal: AbortSignal,
  ) {
    let result = await call(client, request, readers, signal)
    for (let calls = 1; calls < callsPerRequest && !result.ok && result.failure === 'again'; calls++) {
      readers.restart()
      result = await call(client, request, readers, signal)
    }
    return result
  }

  async function call<S extends v.GenericSchema>(
    client: Client,
    request: ModelRequest<S>,
    readers: ModelReaders,
    signal: AbortSignal,
  ): Promise<CallResult<v.InferOutput<S>>> {
    const startedAt = performance.now()
    const model = client.model[request.task]
    const result = await streamCall(client.sdk, model, request, readers.text, signal)
    const entry = {
      kind: client.kind,
      model,
      outcome: result.ok ? 'answered' : result.failure,
      usage: result.usage,
      latency_ms: Math.round(performance.now() - startedAt),
      prompt_hash: promptHash(requestBody(request, model)),
    }
    const { usage, ...line } = entry
    const fault = result.ok
      ? { first_text_ms: result.first_text_ms }
      : { status: result.status, type: result.type }
    log.info(
      { ...line, ...usage, ...fault, task: request.task, session_id: request.session_id },
      'model call',
    )
    // A call that cannot be entered was still answered: the person does not pay for the ledger's trouble.
    await enterCall(app, request, entry).catch((error: unknown) => log.error({ err: error }, 'model ledger'))
    return result
  }

  return { label: labelOf(real, config), ask }
}

function answerOf<S extends v.GenericSchema>(
  client: Client,
  request: ModelRequest<S>,
  result: CallResult<v.InferOutput<S>>,
  remark: string | null,
): ModelAnswer<v.InferOutput<S>> {
  const { kind } = client
  if (result.ok) {
    const { value, content, usage } = result
    return { state: 'answered', value, kind, model: client.model[request.task], content, usage, remark }
  }
  if (result.failure === 'stopped')
    return { state: 'partial', text: result.text, kind, problem: null, remark }
  const problem =
    result.failure === 'refused'
      ? 'model_refused'
      : result.failure === 'away'
        ? 'model_unavailable'
        : 'model_invalid'
  if (result.text !== '') return { state: 'partial', text: result.text, kind, problem, remark }
  return { state: 'failed', problem, kind }
}

function realClient(config: Config, fetch: typeof globalThis.fetch | undefined): Client | null {
  if (!config.ANTHROPIC_API_KEY && !config.ANTHROPIC_BASE_URL) return null
  return {
    kind: 'anthropic',
    // Passed explicitly: the SDK would otherwise read the environment by itself.
    sdk: new Anthropic({
      apiKey: config.ANTHROPIC_API_KEY ?? 'no-key',
      baseURL: config.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com',
      authToken: null,
      logLevel: 'off',
      ...(fetch ? { fetch } : {}),
    }),
    model: { diagnosis: config.MODEL_DIAGNOSIS, rewrite: config.MODEL_FAST },
  }
}

/** The playbook answers on the same wire, in this process, through the SDK's own fetch. */
function offlineClient(): Client {
  const playbook = createPlaybook()
  return {
    kind: 'offline',
    sdk: new Anthropic({
      apiKey: 'offline',
      authToken: null,
      baseURL: 'http://playbook',
      logLevel: 'off',
      fetch: async (url, init) => playbook.request(url instanceof URL ? url.href : url, init),
    }),
    model: { diagnosis: 'playbook-1', rewrite: 'playbook-1' },
  }
}

function labelOf(real: Client | null, config: Config): ModelGateway['label'] {
  return real
    ? { kind: 'anthropic', label: config.MODEL_DIAGNOSIS }
    : { kind: 'offline', label: 'Offline model' }
}
