import { createHash } from 'node:crypto'
import { unionCount } from '../model/wire-schema.ts'
import { imagesRefusal } from './strict-images.ts'

type Block = {
  type: string
  text?: string
  id?: string
  tool_use_id?: string
  signature?: string
  cache_control?: unknown
  source?: { type?: string; media_type?: string; data?: string }
}
export type StrictBody = {
  model: string
  max_tokens: number
  system?: unknown
  messages: { role: string; content: string | Block[] }[]
  tools?: { input_schema?: unknown; cache_control?: unknown }[]
  thinking?: { type: string }
  output_config?: { format?: { schema?: unknown } }
}

const unionsMax = 16
const marksMax = 4
const outputTokensMax = 128_000
const fields = new Set([
  'model',
  'max_tokens',
  'system',
  'messages',
  'tools',
  'tool_choice',
  'thinking',
  'output_config',
  'metadata',
  'stream',
  'stop_sequences',
])
const unsupported = new Set([
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minProperties',
  'maxProperties',
])

/** What the real Messages API refuses a request for, in its words; null: it takes it. */
export function refusalOf(body: StrictBody): string | null {
  const extra = Object.keys(body).find((key) => !fields.has(key))
  if (extra) return `${extra}: Extra inputs are not permitted`
  if (body.max_tokens > outputTokensMax) return `max_tokens: ${body.max_tokens} > ${outputTokensMax}`
  return (
    schemaRefusal(body) ??
    markRefusal(body) ??
    turnRefusal(body) ??
    imageRefusal(body) ??
    thinkingRefusal(body)
  )
}

function schemaRefusal({ output_config, tools = [] }: StrictBody): string | null {
  const schemas = [output_config?.format?.schema, ...tools.map(({ input_schema }) => input_schema)]
  const unions = unionCount(schemas)
  if (unions > unionsMax)
    return `Schemas contain too many parameters with union types (${unions} parameters with type arrays or anyOf). Limit: ${unionsMax}`
  for (const node of nodesOf(schemas)) {
    const keyword = Object.keys(node).find((key) => unsupported.has(key) && typeof node[key] === 'number')
    if (keyword) return `output_config.format.schema: property '${keyword}' is not supported`
    if (node.type === 'object' && node.additionalProperties !== false)
      return "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false"
  }
  return null
}

function nodesOf(node: unknown): Record<string, unknown>[] {
  if (Array.isArray(node)) return node.flatMap(nodesOf)
  if (node === null || typeof node !== 'object') return []
  return [node as Record<string, unknown>, ...Object.values(node).flatMap(nodesOf)]
}

function markRefusal({ tools = [], system, messages }: StrictBody): string | null {
  const marks = nodesOf([tools, system, messages]).flatMap(({ cache_control }) =>
    cache_control ? [cache_control as { ttl?: string }] : [],
  )
  if (marks.length > marksMax)
    return `A maximum of ${marksMax} blocks with cache_control may be provided. Found ${marks.length}.`
  const ttls = marks.map(({ ttl }) => ttl ?? '5m')
  return ttls.includes('5m') && ttls.lastIndexOf('1h') > ttls.indexOf('5m')
    ? "cache_control: a ttl='1h' block must not come after a ttl='5m' block"
    : null
}

const blocksOf = (content: string | Block[]): Block[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content

function turnRefusal({ messages }: StrictBody): string | null {
  if (messages[0]?.role !== 'user') return 'messages: first message must use the "user" role'
  let open: string[] = []
  for (const [at, { role, content }] of messages.entries()) {
    const blocks = blocksOf(content)
    if (blocks.length === 0) return `messages.${at}: content must not be empty`
    if (blocks.some(({ type, text }) => type === 'text' && !text?.trim()))
      return `messages.${at}: text content blocks must contain non-whitespace text`
    const results = blocks.flatMap(({ tool_use_id }) => (tool_use_id ? [tool_use_id] : []))
    const stray = results.find((id) => role !== 'user' || !open.includes(id))
    if (stray) return `messages.${at}: unexpected tool_use_id found in tool_result blocks: ${stray}`
    const unanswered = open.find((id) => !results.includes(id))
    if (unanswered) return `messages.${at}: tool_use ids were found without tool_result blocks: ${unanswered}`
    open = blocks.flatMap(({ type, id }) => (type === 'tool_use' && id ? [id] : []))
  }
  return null
}

function imageRefusal({ messages }: StrictBody): string | null {
  return imagesRefusal(
    messages.flatMap(({ content }, at) =>
      blocksOf(content).flatMap(({ type, source }, n) =>
        type === 'image' ? [{ where: `messages.${at}.content.${n}`, source }] : [],
      ),
    ),
  )
}

function thinkingRefusal(body: StrictBody): string | null {
  for (const [at, { role, content }] of body.messages.entries()) {
    const thinking = blocksOf(content).findIndex(({ type }) => type === 'thinking')
    if (role !== 'assistant' || thinking < 0) continue
    if (blocksOf(content)[thinking]?.signature !== signatureAfter(body, at))
      return `messages.${at}.content.${thinking}: Invalid \`signature\` in \`thinking\` block`
  }
  return null
}

/** Thinking is bound to the model and to everything before it; cache marks are no content. */
export function signatureAfter({ model, system, messages }: StrictBody, turns: number): string {
  const before = messages.slice(0, turns).map(({ role, content }) => [role, blocksOf(content)])
  const text = JSON.stringify([model, system, before], (key, value: unknown) =>
    key === 'cache_control' ? undefined : value,
  )
  return createHash('sha256').update(text).digest('base64')
}
