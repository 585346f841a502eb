import { serve } from '@hono/node-server'
import { createPlaybook } from '../model/playbook/app.ts'
import { refusalOf, type StrictBody, signatureAfter } from './strict-rules.ts'
import { framesOf, mangled, type StreamFault, saying, streamOf } from './strict-stream.ts'

export type StrictFault =
  | StreamFault
  | 'unreachable'
  | 'html'
  | { status: number; message?: string; retry_after_s?: number }

export type StrictOptions = {
  /** The model ids it has; without them, any. */
  models?: string[]
  /** How much each answer thinks, where thinking is asked for. */
  thinking_tokens?: number
  ping_ms?: number
  /** What it says instead of what the offline model would; undefined: that. */
  says?(body: StrictBody): object | undefined
}

const types: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error',
}

/**
 * A Messages API that answers as the offline model does and refuses what the real one refuses, before anything else:
 * too many unions, unsupported schemas, stray tool results, thinking after a changed prefix. The next calls take the
 * faults that were queued, one each. `bodies` are the requests for an answer, oldest first.
 */
export function createStrictModel({ models, thinking_tokens = 100, ping_ms = 20, says }: StrictOptions = {}) {
  const playbook = createPlaybook({ paceMs: 0 })
  const queue: StrictFault[] = []
  const bodies: StrictBody[] = []
  let isKeyRefused = false

  async function answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (!pathname.startsWith('/v1/')) return refused(404, 'Not found')
    if (isKeyRefused || !hasKey(request.headers)) return refused(401, 'invalid x-api-key')
    const asked = pathname.startsWith('/v1/models/') ? decodeURIComponent(pathname.slice(11)) : null
    if (asked !== null)
      return has(asked)
        ? playbook.request(pathname, { headers: request.headers })
        : refused(404, `model: ${asked}`)
    const text = await request.text()
    const body = JSON.parse(text) as StrictBody
    bodies.push(body)
    const wrong = refusalOf(body)
    if (wrong) return refused(400, wrong)
    if (!has(body.model)) return refused(404, `model: ${body.model}`)
    const fault = queue.shift()
    if (fault === 'unreachable') throw new TypeError('fetch failed')
    if (fault === 'html') return new Response('<html>Bad gateway</html>', { status: 502 })
    if (typeof fault === 'object' && 'status' in fault)
      return refused(fault.status, fault.message ?? types[fault.status] ?? 'error', fault.retry_after_s)
    const { headers } = request
    const said = await playbook.request(pathname, { method: 'POST', headers, body: text })
    if (!said.ok) return said
    const thinks = body.thinking?.type === 'adaptive'
    const thinking = thinks
      ? { signature: signatureAfter(body, body.messages.length), tokens: thinking_tokens }
      : null
    const played = framesOf(await said.text(), thinking, body.max_tokens)
    const own = says?.(body)
    const frames = own ? saying(played, JSON.stringify(own)) : played
    const thinks_ms = typeof fault === 'object' ? fault.thinks_ms : 0
    return new Response(
      streamOf(fault ? mangled(frames, fault) : frames, { thinks_ms, ping_ms, gone: request.signal }),
      { headers: said.headers },
    )
  }
  const has = (model: string) => models?.includes(model) ?? true

  return {
    /** For a client in this process. */
    fetch: ((url: string, init?: RequestInit) => answer(new Request(url, init))) as typeof fetch,
    answer,
    fail: (...faults: StrictFault[]) => queue.push(...faults),
    refuseKey: (refused: boolean) => {
      isKeyRefused = refused
    },
    bodies,
    get calls() {
      return bodies.length
    },
  }
}

/** The same behind a port, for ANTHROPIC_BASE_URL. `connections` counts the sockets that were opened to it. */
export async function serveStrictModel(options: StrictOptions = {}) {
  const model = createStrictModel(options)
  let connections = 0
  const [server, port] = await new Promise<[ReturnType<typeof serve>, number]>((resolve) => {
    const made = serve({ fetch: model.answer, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve([made, port]),
    )
    made.on('connection', () => {
      connections++
    })
  })
  return {
    model,
    url: `http://127.0.0.1:${port}`,
    connections: () => connections,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

const hasKey = (headers: Headers) => headers.has('x-api-key') || headers.has('authorization')

function refused(status: number, message: string, retry_after_s?: number): Response {
  const error = { type: types[status] ?? 'api_error', message }
  return new Response(JSON.stringify({ type: 'error', error, request_id: 'req_strict' }), {
    status,
    headers: {
      'content-type': 'application/json',
      'request-id': 'req_strict',
      ...(retry_after_s === undefined ? {} : { 'retry-after': String(retry_after_s) }),
    },
  })
}
