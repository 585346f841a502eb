import Anthropic from '@anthropic-ai/sdk'
import * as v from 'valibot'
import { createExtractor } from './extract.ts'
import type { ModelRequest, ModelUsage } from './gateway.ts'
import { lowerEnums, requestBody, wireSchema } from './request-body.ts'

/** Silence within a stream after which the call is given up, and the whole call's own end. */
export const limits = { headersMs: 20_000, idleMs: 30_000, deadlineMs: 120_000 } as const

/** `again`: one more try may help (cut amid the stream, max_tokens, broken schema). */
export type CallFailure = 'away' | 'again' | 'refused' | 'stopped'

export type CallResult<T> =
  | { ok: true; value: T; content: Anthropic.ContentBlock[]; usage: ModelUsage; first_text_ms: number | null }
  | {
      ok: false
      failure: CallFailure
      text: string
      usage: ModelUsage
      status: number | null
      type: string | null
    }

const nothingUsed: ModelUsage = {
  input_tokens: 0,
  output_tokens: 0,
  cache_read_tokens: 0,
  cache_write_tokens: 0,
}

/** One streamed call, whole and valid or a named failure with the text that had come. */
export async function streamCall<S extends v.GenericSchema>(
  client: Anthropic,
  model: string,
  request: ModelRequest<S>,
  onText: (delta: string) => void,
  stop: AbortSignal,
): Promise<CallResult<v.InferOutput<S>>> {
  const watch = watchdog(stop)
  const startedAt = performance.now()
  let text = ''
  let firstTextMs: number | null = null
  const extractor = createExtractor(request.streams, (delta) => {
    firstTextMs ??= Math.round(performance.now() - startedAt)
    text += delta
    onText(delta)
  })
  const failed = (failure: CallFailure, usage = nothingUsed, error?: unknown): CallResult<never> => {
    const api = error instanceof Anthropic.APIError ? error : null
    return { ok: false, failure, text, usage, status: api?.status ?? null, type: api?.type ?? null }
  }
  try {
    const stream = client.messages.stream(requestBody(request, model), {
      signal: watch.signal,
      timeout: limits.headersMs,
      maxRetries: 0,
    })
    stream.on('streamEvent', watch.alive)
    stream.on('text', (delta) => extractor.push(delta))
    const message = await stream.finalMessage()
    const usage = usageOf(message.usage)
    if (message.stop_reason === 'refusal') return failed('refused', usage)
    const value = message.stop_reason === 'end_turn' ? readAnswer(message, request.schema) : null
    if (value === null) return failed('again', usage)
    return { ok: true, value, content: message.content, usage, first_text_ms: firstTextMs }
  } catch (error) {
    if (stop.aborted) return failed('stopped')
    return failed(classify(error, text), nothingUsed, error)
  } finally {
    watch.end()
  }
}

function readAnswer<S extends v.GenericSchema>(
  message: Anthropic.Message,
  schema: S,
): v.InferOutput<S> | null {
  const json = message.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('')
  try {
    const parsed = v.safeParse(schema, lowerEnums(JSON.parse(json), wireSchema(schema)))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}

/** A fault amid the stream is worth one more try; an overloaded or unreachable model is simply away. */
function classify(error: unknown, text: string): CallFailure {
  if (text !== '') return 'again'
  if (error instanceof Anthropic.APIConnectionError) return 'away'
  // A mid-stream `error` event is an APIError without a status.
  if (error instanceof Anthropic.APIError && error.status === undefined && error.type !== undefined)
    return error.type === 'overloaded_error' ? 'away' : 'again'
  return 'away'
}

function usageOf(usage: Anthropic.Usage): ModelUsage {
  return {
    input_tokens: usage.input_tokens,
    output_tokens: usage.output_tokens,
    cache_read_tokens: usage.cache_read_input_tokens ?? 0,
    cache_write_tokens: usage.cache_creation_input_tokens ?? 0,
  }
}

/** Ends a call at the deadline, after too long a silence, or when a person stops it. */
function watchdog(stop: AbortSignal) {
  const own = new AbortController()
  const deadline = setTimeout(() => own.abort(), limits.deadlineMs)
  let idle = setTimeout(() => own.abort(), limits.headersMs + limits.idleMs)
  return {
    signal: AbortSignal.any([own.signal, stop]),
    alive: () => {
      clearTimeout(idle)
      idle = setTimeout(() => own.abort(), limits.idleMs)
    },
    end: () => {
      clearTimeout(deadline)
      clearTimeout(idle)
    },
  }
}
