import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { RestContext } from './rest/env.ts'

/** What a caller in the same process sees where a caller over the network sees its connection break. */
export class ConnectionLost extends TypeError {
  constructor(code: 'ECONNREFUSED' | 'UND_ERR_SOCKET', message: string) {
    super('fetch failed', { cause: Object.assign(new Error(message), { code }) })
  }
}

export function refuseConnection(c: RestContext): Response {
  if (!c.env?.incoming) throw new ConnectionLost('ECONNREFUSED', 'connect ECONNREFUSED')
  return loseConnection(c)
}

export function loseConnection(c: RestContext): Response {
  if (!c.env?.incoming) throw new ConnectionLost('UND_ERR_SOCKET', 'other side closed')
  c.env.incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}

/** Half of the body, then the connection breaks. */
export async function halfOf(c: RestContext, response: Response): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  const half = bytes.slice(0, Math.max(1, Math.floor(bytes.length / 2)))
  const headers = new Headers(response.headers)
  headers.set('content-length', String(bytes.length))
  const { outgoing } = c.env ?? {}
  if (outgoing) {
    outgoing.writeHead(response.status, Object.fromEntries(headers))
    outgoing.write(half, () => outgoing.destroy())
    return RESPONSE_ALREADY_SENT
  }
  let sent = false
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent) controller.error(new TypeError('terminated'))
      else controller.enqueue(half)
      sent = true
    },
  })
  return new Response(body, { status: response.status, headers })
}

/** Waits, at most to the end of the caller's patience or of the simulator. */
export function wait(delayMs: number, signals: (AbortSignal | undefined)[]): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, delayMs)
    function done() {
      clearTimeout(timer)
      for (const signal of signals) signal?.removeEventListener('abort', done)
      resolve()
    }
    for (const signal of signals) {
      if (signal?.aborted) done()
      else signal?.addEventListener('abort', done, { once: true })
    }
  })
}
