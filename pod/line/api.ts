import { type ClientResponse, hc } from 'hono/client'
import type { App } from '../../server/app.ts'
import { ApiProblem, problemFrom } from './api-problem.ts'
import { seeBuild } from './outdated.ts'

/** Until the first byte of the answer, and for a whole JSON body. Streams have their own watchdog. */
const answerTimeoutMs = 30_000
/** What the slowest line takes up of a large body, beside that. */
const leastCharsPerMs = 25

export type TokenSource = {
  base_url: string
  accessToken(): Promise<string>
  renew(rejected: string): Promise<string>
}
export type Api = ReturnType<typeof createApi>

/**
 * The typed client. Every call throws ApiProblem for what is not 2xx; a refused token is renewed and the call
 * repeated once (safe: the server refused it before doing anything).
 */
export function createApi(host: TokenSource, hooks: { onUnreachable?: () => void } = {}) {
  const send = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const given = new Headers(init.headers).get('authorization')
    const token = given?.slice('Bearer '.length) ?? (await host.accessToken())
    const first = await attempt(input, init, token)
    if (first.ok) return first
    const problem = await readProblem(first)
    if (problem.status !== 401 || given) throw problem
    const second = await attempt(input, init, await host.renew(token))
    if (second.ok) return second
    throw await readProblem(second)
  }
  const attempt = async (input: RequestInfo | URL, init: RequestInit, token: string) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    try {
      const response = await timedFetch(input, { ...init, headers })
      seeBuild(response.headers.get('x-flowpilot-build'))
      return response
    } catch (error) {
      if (error instanceof ApiProblem) hooks.onUnreachable?.()
      throw error
    }
  }
  return { client: hc<App>(host.base_url, { fetch: send }).api.v1, send, base_url: host.base_url }
}

/** The JSON body of a call: `const me = await bodyOf(api.client.me.$get())`. */
export async function bodyOf<T>(call: Promise<ClientResponse<T, number, string>>): Promise<T> {
  const response = await call
  if (response.status === 204) return undefined as T
  try {
    return (await response.json()) as T
  } catch {
    throw new ApiProblem('unreadable')
  }
}

/** A call without a token, for the sign-ins themselves. */
export async function postJson<T>(url: string, body: unknown, init: RequestInit = {}): Promise<T> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  const response = await timedFetch(url, { ...init, method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw await readProblem(response)
  return (response.status === 204 ? undefined : await response.json()) as T
}

async function timedFetch(input: RequestInfo | URL, init: RequestInit): Promise<Response> {
  const clock = new AbortController()
  const chars = typeof init.body === 'string' ? init.body.length : 0
  const timer = setTimeout(() => clock.abort(), answerTimeoutMs + chars / leastCharsPerMs)
  const signal = init.signal ? AbortSignal.any([init.signal, clock.signal]) : clock.signal
  try {
    const response = await fetch(input, { ...init, signal })
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) return response
    const whole = response.status === 204 ? null : await response.arrayBuffer()
    return new Response(whole, { status: response.status, headers: response.headers })
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new ApiProblem(clock.signal.aborted ? 'timeout' : 'unreachable')
  } finally {
    clearTimeout(timer)
  }
}

async function readProblem(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null)
  return problemFrom(body, response.status)
}
