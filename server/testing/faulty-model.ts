import type { Hono } from 'hono'
import { createPlaybook } from '../model/playbook/app.ts'

export type ModelFault =
  | 'unreachable'
  | 'overloaded'
  | 'cut'
  | 'error_event'
  | 'refusal'
  | 'max_tokens'
  | 'not_json'
  | 'html'

/**
 * A Messages API that answers like the offline model and fails on command: the next calls take the faults
 * that were queued, one each. `calls` counts what reached it; `bodies` are the requests, oldest first.
 */
export function createFaultyModel() {
  const playbook: Hono = createPlaybook()
  const queue: ModelFault[] = []
  const bodies: string[] = []

  async function fetchModel(url: string | URL | Request, init?: RequestInit): Promise<Response> {
    bodies.push(String(init?.body ?? ''))
    const fault = queue.shift()
    if (fault === 'unreachable') throw new TypeError('fetch failed')
    if (fault === 'overloaded') return errorAnswer(529, 'overloaded_error', { 'retry-after': '86400' })
    if (fault === 'html') return new Response('<html>Bad gateway</html>', { status: 502 })
    const answer = await playbook.request(url instanceof Request ? url.url : String(url), init)
    if (!fault) return answer
    return new Response(mangle(await answer.text(), fault), { status: 200, headers: answer.headers })
  }

  return {
    fetch: fetchModel as typeof fetch,
    fail: (...faults: ModelFault[]) => queue.push(...faults),
    bodies,
    get calls() {
      return bodies.length
    },
  }
}

function errorAnswer(status: number, type: string, headers: Record<string, string>): Response {
  const body = JSON.stringify({ type: 'error', error: { type, message: type } })
  return new Response(body, { status, headers: { 'content-type': 'application/json', ...headers } })
}

/** Cuts or rewrites a whole event stream, each fault as the real service shows it. */
function mangle(stream: string, fault: ModelFault): string {
  const frames = stream.split('\n\n').filter(Boolean)
  const deltas = frames.flatMap((frame, at) => (frame.includes('content_block_delta') ? [at] : []))
  const half = frames.slice(0, deltas[Math.floor(deltas.length / 2)] ?? 1)
  const write = (list: string[]) => `${list.join('\n\n')}\n\n`
  if (fault === 'cut') return write(half)
  if (fault === 'error_event')
    return write([
      ...half,
      `event: error\ndata: ${JSON.stringify({ type: 'error', error: { type: 'api_error', message: 'Internal' } })}`,
    ])
  const reason = fault === 'refusal' ? 'refusal' : fault === 'max_tokens' ? 'max_tokens' : 'end_turn'
  const end = frames.filter((frame) => /event: (content_block_stop|message_delta|message_stop)/.test(frame))
  return write([...half, ...end]).replace('"stop_reason":"end_turn"', `"stop_reason":"${reason}"`)
}
