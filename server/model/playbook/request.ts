import { createHash } from 'node:crypto'
import * as v from 'valibot'

const block = v.looseObject({ type: v.string() })
const message = v.object({
  role: v.picklist(['user', 'assistant']),
  content: v.union([v.string(), v.array(block)]),
})
const body = v.looseObject({
  model: v.pipe(v.string(), v.minLength(1)),
  messages: v.pipe(v.array(message), v.minLength(1)),
  system: v.optional(v.unknown()),
  tools: v.optional(v.unknown()),
  max_tokens: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  stream: v.optional(v.boolean(), false),
  output_config: v.optional(
    v.looseObject({
      format: v.optional(v.unknown()),
      effort: v.optional(v.picklist(['low', 'medium', 'high', 'xhigh', 'max'])),
    }),
  ),
  thinking: v.optional(v.looseObject({ type: v.picklist(['adaptive', 'enabled', 'disabled']) })),
  metadata: v.optional(v.looseObject({ user_id: v.nullish(v.string()) })),
  /** Ours, beside the Messages API: the flow that leads, where it is not a shipped one. */
  flow: v.optional(v.unknown()),
})
const format = v.looseObject({
  type: v.literal('json_schema'),
  schema: v.looseObject({ type: v.literal('object'), properties: v.record(v.string(), v.unknown()) }),
})

export type PlaybookRequest = v.InferOutput<typeof body> & {
  /** Properties of the asked JSON, in their order. */
  properties: Record<string, unknown>
  max_tokens: number
  /** Fingerprint of the bytes: the same request has the same ids and the same answer. */
  fingerprint: string
}
export type Block = v.InferOutput<typeof block>

/** The request, or what is wrong with it in the words of the Messages API. */
export function readRequest(
  text: string,
  { needsAnswer }: { needsAnswer: boolean },
): { request: PlaybookRequest } | { wrong: string } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { wrong: 'The request body is not valid JSON.' }
  }
  const parsed = v.safeParse(body, json)
  if (!parsed.success) return { wrong: firstIssue(parsed.issues) }
  const { messages, max_tokens, output_config } = parsed.output
  const fingerprint = createHash('sha256').update(text).digest('hex').slice(0, 24)
  const asked = v.safeParse(format, output_config?.format)
  if (needsAnswer) {
    if (!max_tokens) return { wrong: 'max_tokens: Field required' }
    if (messages.at(-1)?.role !== 'user') return { wrong: 'messages: the last message must be from the user' }
    if (output_config?.format === undefined) return { wrong: 'output_config.format: Field required' }
    if (!asked.success) return { wrong: `output_config.format.${firstIssue(asked.issues)}` }
  }
  const properties = asked.success ? asked.output.schema.properties : {}
  return { request: { ...parsed.output, max_tokens: max_tokens ?? 1, properties, fingerprint } }
}

function firstIssue(issues: [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  const path = v.getDotPath(issues[0])
  return path ? `${path}: ${issues[0].message}` : issues[0].message
}

/** A token is about four characters. */
export const tokensOf = (value: unknown): number =>
  value === undefined ? 0 : Math.ceil((typeof value === 'string' ? value : JSON.stringify(value)).length / 4)

export function inputTokens({ system, tools, messages }: PlaybookRequest): number {
  return tokensOf(system) + tokensOf(tools) + tokensOf(messages)
}

/** What a breakpoint makes of the input: the turns before the newest are read from the cache. */
export function inputUsage(request: PlaybookRequest) {
  const { system, tools, messages } = request
  const all = inputTokens(request)
  const marked = JSON.stringify([system, messages])
  if (!marked.includes('"cache_control"'))
    return { input_tokens: all, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 }
  const before =
    messages.length > 1 ? tokensOf(system) + tokensOf(tools) + tokensOf(messages.slice(0, -1)) : 0
  const written = Math.max(0, all - before - 4)
  const isHour = marked.includes('"ttl":"1h"')
  return {
    input_tokens: 4,
    cache_creation_input_tokens: written,
    cache_read_input_tokens: before,
    cache_creation: {
      ephemeral_5m_input_tokens: isHour ? 0 : written,
      ephemeral_1h_input_tokens: isHour ? written : 0,
    },
  }
}

export function refusal(status: 400 | 401 | 404 | 413 | 500, type: string, message: string): Response {
  const request_id = `req_${createHash('sha256').update(message).digest('hex').slice(0, 24)}`
  const headers = { 'content-type': 'application/json', 'request-id': request_id }
  return new Response(JSON.stringify({ type: 'error', error: { type, message }, request_id }), {
    status,
    headers,
  })
}
