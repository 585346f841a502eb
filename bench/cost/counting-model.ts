import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { createPlaybook } from '../../server/model/playbook/app.ts'

/** Fewer tokens than this in front of a breakpoint are not kept. */
const leastCachedTokens = 512
/** How many blocks before a breakpoint an older entry is looked for. */
const lookBackBlocks = 20
const charactersPerToken = 4

type Block = { cache_control?: { ttl?: string } } & Record<string, unknown>
export type Body = {
  model: string
  tools?: Block[]
  tool_choice?: unknown
  system?: string | Block[]
  messages: { role: string; content: string | Block[] }[]
  output_config?: unknown
}
export type Counted = { input: number; written: number; read: number; output: number }
export type CountingModel = {
  url: string
  turns: { body: Body; counted: Counted }[]
  /** Lets its clock run on: what no call has read for its mark's time is forgotten. */
  pass(minutes: number): void
  /** How long it thinks about an answer before it sends it whole; nothing in the beginning. */
  think(ms: (counted: Counted) => number): void
  stop(): Promise<void>
}

/**
 * The offline model behind the cache rules of the Messages API: a prefix of blocks (tools, system, messages) that
 * ends at a `cache_control` breakpoint is kept; a later call reads the longest kept prefix at or up to 20 blocks
 * before one of its own breakpoints. Another model, format or tool choice is another cache. Four characters make
 * a token.
 */
export async function startCountingModel(): Promise<CountingModel> {
  const playbook = createPlaybook({ paceMs: 0 })
  const kept: Kept = new Map()
  let minute = 0
  let thinksMs: (counted: Counted) => number = () => 0
  const turns: CountingModel['turns'] = []
  const server = createServer(async (incoming, outgoing) => {
    // Whoever calls warms its connection and asks for the model ids first.
    if (incoming.method !== 'POST') return void outgoing.writeHead(404).end()
    const text = await bodyOf(incoming)
    const body = JSON.parse(text) as Body
    const answer = await playbook.request('/v1/messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': 'bench' },
      body: text,
    })
    const told = await answer.text()
    const output = Math.ceil(outputOf(told).length / charactersPerToken)
    const counted = { ...count(body, kept, minute), output }
    turns.push({ body, counted })
    await sleep(thinksMs(counted))
    outgoing.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
    outgoing.end(withUsage(told, counted))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    turns,
    pass: (minutes) => {
      minute += minutes
    },
    think: (ms) => {
      thinksMs = ms
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Until which minute a prefix is kept. */
type Kept = Map<string, number>

/** What the newest answer is charged for, and what it leaves in the cache; what is read is kept anew. */
export function count(body: Body, kept: Kept, minute: number): Omit<Counted, 'output'> {
  const blocks = blocksOf(body)
  const hash = createHash('sha256').update(
    JSON.stringify([body.model, body.output_config ?? null, body.tool_choice ?? null]),
  )
  let tokens = tokensOf(body.output_config)
  const prefixes = blocks.map((block) => {
    const { cache_control, ...content } = block
    hash.update(JSON.stringify(content))
    tokens += tokensOf(content)
    const minutes = cache_control?.ttl === '1h' ? 60 : 5
    return { key: hash.copy().digest('base64'), tokens, minutes, isBreakpoint: cache_control !== undefined }
  })
  const total = tokens
  let read = 0
  let written = 0
  prefixes.forEach((prefix, at) => {
    if (!prefix.isBreakpoint) return
    const before = prefixes.slice(Math.max(0, at - lookBackBlocks), at + 1)
    const hit = before.findLast(({ key }) => (kept.get(key) ?? -1) >= minute)
    if (hit) kept.set(hit.key, minute + prefix.minutes)
    if (hit) read = Math.max(read, hit.tokens)
    if (prefix.tokens >= leastCachedTokens) written = Math.max(written, prefix.tokens)
  })
  for (const prefix of prefixes)
    if (prefix.isBreakpoint && prefix.tokens >= leastCachedTokens)
      kept.set(prefix.key, minute + prefix.minutes)
  return { read, written: Math.max(0, written - read), input: total - Math.max(read, written) }
}

function blocksOf({ tools = [], system = [], messages }: Body): Block[] {
  const asBlocks = (content: string | Block[]): Block[] =>
    typeof content === 'string' ? [{ type: 'text', text: content }] : content
  return [
    ...tools.map((tool) => ({ place: 'tools', ...tool })),
    ...asBlocks(system).map((block) => ({ place: 'system', ...block })),
    ...messages.flatMap(({ role, content }) => asBlocks(content).map((block) => ({ place: role, ...block }))),
  ]
}

const tokensOf = (content: unknown) => Math.ceil((JSON.stringify(content) ?? '').length / charactersPerToken)

function outputOf(events: string): string {
  return [...events.matchAll(/"text_delta","text":("(?:[^"\\]|\\.)*")/g)]
    .map(([, text]) => JSON.parse(text ?? '""') as string)
    .join('')
}

function withUsage(events: string, { input, written, read, output }: Counted): string {
  const usage = {
    input_tokens: input,
    cache_creation_input_tokens: written,
    cache_read_input_tokens: read,
    output_tokens: output,
  }
  return events.replaceAll(/"usage":\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, `"usage":${JSON.stringify(usage)}`)
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of message) text += chunk
  return text
}
