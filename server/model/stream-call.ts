import type Anthropic from '@anthropic-ai/sdk'
import * as v from 'valibot'
import { createExtractor } from './extract.ts'
import { classify, type Failure, type FailureClass, failureOf, requestIdOf } from './failures.ts'
import type { ModelReaders, ModelRequest, ModelUsage } from './gateway.ts'
import { lastJson } from './prompted.ts'
import type { Repair, Structured } from './request-body.ts'
import { type CallLimits, watchdog } from './watchdog.ts'
import { lowerEnums, wireSchema } from './wire-schema.ts'

/** What the ledger wants to know of a call, whole or not. */
export type CallReport = {
  usage: ModelUsage
  request_id: string | null
  stop_reason: string | null
  refusal_category: string | null
  first_text_ms: number | null
}

export type CallResult<T> =
  | { ok: true; value: T; content: Anthropic.ContentBlock[]; report: CallReport }
  | { ok: false; failure: Failure; text: string; repair: Repair | null; report: CallReport }

export type Call<S extends v.GenericSchema> = {
  /** A client that tells `onBytes` of every piece of an answer's body. */
  open(onBytes: (bytes: number) => void): Anthropic
  body: Anthropic.MessageStreamParams
  request: Pick<ModelRequest<S>, 'schema' | 'streams'>
  structured: Structured
  readers: Pick<ModelReaders, 'text' | 'thinking'>
  stop: AbortSignal
  limits: CallLimits
}

const nothingUsed: ModelUsage = {
  input_tokens: 0,
  output_tokens: 0,
  thinking_tokens: null,
  cache_read_tokens: 0,
  cache_write_tokens: 0,
  cache_write_1h_tokens: 0,
}
const longestRepair = 20_000

/** One streamed call: whole and valid, or a failure with the text that had come; in both cases with what it used. */
export async function streamCall<S extends v.GenericSchema>(
  call: Call<S>,
): Promise<CallResult<v.InferOutput<S>>> {
  const { request, structured, readers, stop, limits } = call
  const seen = observe(readers, call.body)
  const watch = watchdog(stop, limits, seen.thinking)
  const extractor = createExtractor(request.streams, seen.text, { anywhere: structured === 'prompted' })
  const { report } = seen
  const failed = (failure: Failure, repair: Repair | null = null): CallResult<never> => ({
    ok: false,
    failure,
    text: seen.streamed(),
    repair,
    report,
  })
  try {
    const stream = call.open(watch.alive).messages.stream(call.body, {
      signal: watch.signal,
      timeout: limits.headersMs,
      maxRetries: 0,
    })
    stream.on('connect', () => {
      report.request_id = requestIdOf(stream.request_id)
    })
    stream.on('streamEvent', seen.event)
    stream.on('text', extractor.push)
    const message = await stream.finalMessage()
    const bad = stopClass(message.stop_reason)
    if (bad) return failed(failureOf(bad))
    const read = readAnswer(textOf(message), request, structured)
    if ('problem' in read) {
      const invalid = failureOf('invalid', { message: read.problem })
      return failed(invalid, structured === 'prompted' ? read : null)
    }
    return { ok: true, value: read.value, content: message.content.filter(isAnswer), report }
  } catch (error) {
    if (stop.aborted) return failed(failureOf('stopped'))
    report.request_id ??= requestIdOf((error as { requestID?: unknown }).requestID)
    return failed(classify(error, { began: seen.began(), wrote: seen.streamed() !== '' }))
  } finally {
    watch.end()
  }
}

/** Only these are sent back: a tool call without its result makes every later request of the conversation a wrong one. */
const isAnswer = ({ type }: Anthropic.ContentBlock): boolean =>
  type === 'text' || type === 'thinking' || type === 'redacted_thinking'

/** Keeps what an unfinished call has shown of itself. */
function observe(readers: Pick<ModelReaders, 'text' | 'thinking'>, body: Anthropic.MessageStreamParams) {
  const startedAt = performance.now()
  const report: CallReport = {
    usage: nothingUsed,
    request_id: null,
    stop_reason: null,
    refusal_category: null,
    first_text_ms: null,
  }
  let text = ''
  let received = 0
  const sizes = { sent: () => JSON.stringify(body).length, received: () => received }
  let isThinkingReported = false
  let isBegun = false
  const thinking = () => {
    if (isThinkingReported || text !== '') return
    isThinkingReported = true
    readers.thinking?.()
  }
  return {
    report,
    thinking,
    began: () => isBegun,
    streamed: () => text,
    text: (delta: string, key: string) => {
      report.first_text_ms ??= Math.round(performance.now() - startedAt)
      text += delta
      readers.text(delta, key)
    },
    event: (event: Anthropic.MessageStreamEvent, message: Anthropic.Message) => {
      isBegun = true
      if (event.type === 'content_block_delta') received += sizeOf(event.delta)
      report.usage = usageOf(message.usage, sizes)
      report.stop_reason = message.stop_reason
      report.refusal_category = message.stop_details?.category ?? null
      if (event.type === 'content_block_start' && /thinking/.test(event.content_block.type)) thinking()
    },
  }
}

/** Which failure a stop reason is; null for a whole answer. */
function stopClass(reason: Anthropic.StopReason | null): FailureClass | null {
  if (reason === 'end_turn' || reason === 'stop_sequence') return null
  if (reason === 'refusal') return 'refused'
  return reason === 'max_tokens' || reason === 'model_context_window_exceeded' ? 'too_long' : 'invalid'
}

const textOf = (message: Anthropic.Message): string =>
  message.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('')

function readAnswer<S extends v.GenericSchema>(
  text: string,
  { schema, streams }: Pick<ModelRequest<S>, 'schema' | 'streams'>,
  structured: Structured,
): { value: v.InferOutput<S> } | Repair {
  const json = structured === 'prompted' ? lastJson(text, [streams].flat()[0] ?? '') : parsed(text)
  const answer = text.slice(0, longestRepair)
  if (json === undefined) return { answer, problem: 'it is not JSON' }
  const read = v.safeParse(schema, lowerEnums(json, wireSchema(schema)))
  if (read.success) return { value: read.output }
  const [issue] = read.issues
  // The expected form only: what was received are the model's words about a client.
  return { answer, problem: `${v.getDotPath(issue) ?? 'it'} must be ${issue.expected ?? 'of the schema'}` }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const mostTokens = 100_000_000
const charactersPerToken = 3

const sizeOf = (delta: Anthropic.RawContentBlockDelta): number =>
  delta.type === 'text_delta'
    ? delta.text.length
    : delta.type === 'thinking_delta'
      ? delta.thinking.length
      : 0

/** A number of tokens as a server may tell it; null for what is none. */
const tokens = (told: unknown): number | null =>
  typeof told === 'number' && Number.isInteger(told) && told >= 0 && told <= mostTokens ? told : null

const estimated = (characters: number): number => Math.ceil(characters / charactersPerToken)

/**
 * What a call used; where the server tells no number, or one that cannot be, the length of what was sent and came is
 * taken. The API tells how writes part into five minutes and an hour; who does not is believed to have done as asked.
 */
function usageOf(
  told: Partial<Anthropic.Usage> | null,
  { sent, received }: { sent(): number; received(): number },
): ModelUsage {
  const usage = told ?? {}
  const cache_write_tokens = tokens(usage.cache_creation_input_tokens) ?? 0
  return {
    input_tokens: tokens(usage.input_tokens) ?? estimated(sent()),
    output_tokens: tokens(usage.output_tokens) ?? estimated(received()),
    thinking_tokens: tokens(usage.output_tokens_details?.thinking_tokens),
    cache_read_tokens: tokens(usage.cache_read_input_tokens) ?? 0,
    cache_write_tokens,
    cache_write_1h_tokens: Math.min(
      cache_write_tokens,
      tokens(usage.cache_creation?.ephemeral_1h_input_tokens) ?? cache_write_tokens,
    ),
  }
}
