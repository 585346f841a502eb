import type { Logger } from 'pino'
import * as v from 'valibot'
import type { PsaFetch } from '../guard.ts'
import type { Limiter } from '../limiter.ts'
import { apiBase } from './address.ts'
import { BadAnswer, ConnectionFailure, HttpFailure } from './errors.ts'
import { readBody } from './read-body.ts'

const acceptVersion = 'application/vnd.connectwise.com+json; version=2026.4'
const attemptLimitMs = 20_000
const lineWaitMs = 10_000

export type Call = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path with `{name}` places, the form that is logged. */
  path: string
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
  /** Ends the call; for a write nothing else does. */
  signal: AbortSignal
  /** Instead of the connection's keys: the cookies of a member, sent to the web host. */
  member_cookie?: string
  /** Before those who wait already, as every write is. */
  first?: boolean
}

/** `body` is undefined where the answer had none. `next`: the Link header names a further page; null: no header. */
export type Answer = { status: number; body: unknown; next: boolean | null }

export type Client = {
  /** One attempt. Throws Busy, ConnectionFailure, HttpFailure or BadAnswer. */
  send(call: Call): Promise<Answer>
  /** A GET checked by its schema; tried again once where the connection broke. */
  read<S extends v.GenericSchema>(schema: S, call: Omit<Call, 'method' | 'body'>): Promise<v.InferOutput<S>>
  readPage<S extends v.GenericSchema>(
    schema: S,
    call: Omit<Call, 'method' | 'body'>,
  ): Promise<{ rows: v.InferOutput<S>[]; next: boolean | null }>
}

export type ConnectWiseConnection = {
  id: string
  site_url: string
  company_id: string
  client_id: string
  public_key: string
  private_key: string
}

export type ClientInput = {
  connection: ConnectWiseConnection
  fetch: PsaFetch
  limiter: Limiter
  log: Logger
}

export function createClient(input: ClientInput): Client {
  async function send(call: Call): Promise<Answer> {
    const leave = await input.limiter.enter(
      lineWaitMs,
      call.signal,
      call.method !== 'GET' || call.first ? 'first' : undefined,
    )
    try {
      return await attempt(input, call)
    } finally {
      leave()
    }
  }

  async function get(call: Omit<Call, 'method' | 'body'>): Promise<Answer> {
    const once = () => {
      const signal = AbortSignal.any([call.signal, AbortSignal.timeout(attemptLimitMs)])
      return send({ ...call, method: 'GET', signal })
    }
    try {
      return await once()
    } catch (error) {
      const failure = error instanceof BadAnswer ? error.cause : error
      const broke = failure instanceof ConnectionFailure && !failure.timed_out
      if (!broke || call.signal.aborted) throw error
      return once()
    }
  }

  return {
    send,
    read: async (schema, call) => checked(schema, await get(call)),
    readPage: async (schema, call) => {
      const answer = await get(call)
      return { rows: checked(v.array(schema), answer), next: answer.next }
    },
  }
}

async function attempt({ connection, fetch, limiter, log }: ClientInput, call: Call): Promise<Answer> {
  const startedAt = performance.now()
  const line = { connection_id: connection.id, method: call.method, path: call.path }
  const ms = () => Math.round(performance.now() - startedAt)
  let response: Response
  try {
    response = await fetch(urlOf(connection.site_url, call), {
      method: call.method,
      headers: headersOf(connection, call),
      redirect: 'manual',
      signal: call.signal,
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    })
  } catch (error) {
    const failure = new ConnectionFailure(error)
    log.warn({ ...line, nothing_sent: failure.nothing_sent, ms: ms() }, 'psa call failed')
    throw failure
  }
  const { status, headers } = response
  const retryAfterS = retryAfter(headers.get('retry-after'))
  if (status === 429) limiter.pause((retryAfterS ?? 30) * 1000)
  try {
    return await answerOf(response, retryAfterS)
  } finally {
    log.info({ ...line, status, ms: ms(), request_id: headers.get('x-cw-request-id') }, 'psa call')
  }
}

function headersOf(connection: ClientInput['connection'], call: Call): Record<string, string> {
  const { company_id, public_key, private_key, client_id } = connection
  const basic = Buffer.from(`${company_id}+${public_key}:${private_key}`).toString('base64')
  return {
    clientId: client_id,
    ...(call.member_cookie === undefined
      ? { Authorization: `Basic ${basic}`, Accept: acceptVersion }
      : { Cookie: call.member_cookie, Accept: 'application/json' }),
    ...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }),
  }
}

function urlOf(siteUrl: string, call: Call): string {
  const base = apiBase(siteUrl, { web: call.member_cookie !== undefined })
  return `${base}${fill(call.path, call.params ?? {})}${queryOf(call.query ?? {})}`
}

async function answerOf(response: Response, retryAfterS: number | null): Promise<Answer> {
  const { status } = response
  if (status < 200 || status >= 300) {
    const body = await readBody(response).catch(() => undefined)
    throw new HttpFailure(status, body, retryAfterS)
  }
  const link = response.headers.get('link')
  return { status, body: await readBody(response), next: link === null ? null : /rel="?next"?/i.test(link) }
}

function checked<S extends v.GenericSchema>(schema: S, { status, body }: Answer): v.InferOutput<S> {
  const parsed = v.safeParse(schema, body)
  if (!parsed.success) throw new BadAnswer(status, 'ConnectWise answered in a form we do not know.')
  return parsed.output
}

function fill(path: string, params: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
}

/** ConnectWise's own table of escapes wants the asterisk encoded too. */
function queryOf(query: Record<string, string>): string {
  const pairs = Object.entries(query).map(
    ([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('*', '%2A').replaceAll("'", '%27')}`,
  )
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

/** Seconds, or a date; at most 15 minutes, whatever was asked for. */
function retryAfter(header: string | null): number | null {
  if (header === null) return null
  const seconds = /^\s*\d+\s*$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.min(900, Math.max(1, Math.ceil(seconds))) : null
}
