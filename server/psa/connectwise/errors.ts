import * as v from 'valibot'
import { Problem } from '../../../shared/problems.ts'
import { Busy } from '../limiter.ts'
import { wireError } from './wire.ts'

/** An answer with a status outside 2xx. `body` is parsed JSON, or undefined when it was none. */
export class HttpFailure extends Error {
  readonly status: number
  readonly body: unknown
  readonly retry_after_s: number | null

  constructor(status: number, body: unknown, retryAfterS: number | null) {
    super(`ConnectWise answered ${status}`)
    this.status = status
    this.body = body
    this.retry_after_s = retryAfterS
  }
}

/** 2xx, but no answer we can use: cut, too large, or a page instead of data. */
export class BadAnswer extends Error {
  readonly status: number
  readonly too_large: boolean
  readonly is_page: boolean

  constructor(
    status: number,
    says: string,
    more: { cause?: unknown; too_large?: boolean; is_page?: boolean } = {},
  ) {
    super(says, { cause: more.cause })
    this.status = status
    this.too_large = more.too_large ?? false
    this.is_page = more.is_page ?? false
  }
}

/** The call did not get through. `nothing_sent` is true only where that is proved. */
export class ConnectionFailure extends Error {
  readonly nothing_sent: boolean
  readonly timed_out: boolean
  /** Its codes, outermost first. */
  readonly codes: readonly string[]

  constructor(cause: unknown) {
    super('the connection to ConnectWise failed', { cause })
    const chain = causesOf(cause)
    this.nothing_sent = chain.some(
      (error) => error.not_connected === true || beforeFirstByte.has(String(error.code)),
    )
    this.codes = chain.flatMap(({ code }) => (typeof code === 'string' ? [code] : []))
    this.timed_out = chain.some((error) => error.name === 'TimeoutError' || error.name === 'AbortError')
  }
}

/** A reset or a broken TLS stream can come after the request arrived, so they are not here. */
const beforeFirstByte = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT'])

type Chained = { code?: unknown; name?: unknown; cause?: unknown; not_connected?: unknown }

function causesOf(error: unknown): Chained[] {
  const chain: Chained[] = []
  let next = error
  while (typeof next === 'object' && next !== null && chain.length < 5) {
    chain.push(next)
    next = (next as Chained).cause
  }
  return chain
}

export type Class = 'refused' | 'keys_refused' | 'busy' | 'probe' | 'unknown'

/** What a status means for a request that may have been carried out. 403 and 404 also stand for bad cloud keys. */
export function classOf(status: number): Class {
  if (status === 401 || (status >= 300 && status < 400)) return 'keys_refused'
  if (status === 403 || status === 404) return 'probe'
  if (status === 429) return 'busy'
  if ([400, 405, 409, 413, 415, 422].includes(status)) return 'refused'
  return 'unknown'
}

/** The PSA's own sentence, for a person; it can quote field names and values, never keys. */
export function saidBy(failure: HttpFailure): string {
  const parsed = v.safeParse(wireError, failure.body)
  if (!parsed.success) return `ConnectWise answered ${failure.status}.`
  const { message, errors } = parsed.output
  const inner = (errors ?? []).map((error) => error.message).filter((line) => line && line !== message)
  const lines = [message, ...inner].flatMap((line) => line?.trim() || [])
  const said = lines
    .map((line) => (/[.!?]$/.test(line) ? line : `${line}.`))
    .join(' ')
    .replace(/\s+/g, ' ')
    .slice(0, 300)
  return said === ''
    ? `ConnectWise answered ${failure.status}.`
    : `ConnectWise answered ${failure.status}: ${said}`
}

/** Whether a refusal is about the member that a note names: nothing was written, and without one it may be taken. */
export function namesMember({ status, body }: HttpFailure): boolean {
  const parsed = v.safeParse(wireError, body)
  if (![400, 403].includes(status) || !parsed.success) return false
  const { message, errors } = parsed.output
  return (
    (errors ?? []).some(({ field }) => /^member\b/i.test(field ?? '')) ||
    [message, ...(errors ?? []).map((error) => error.message)].some((line) => /\bmember\b/i.test(line ?? ''))
  )
}

/** The Problem of a failed read; what is none of the above comes back as it was. */
export function readProblem(error: unknown): unknown {
  if (error instanceof Busy)
    return new Problem('psa_busy', undefined, { extra: { retry_after_s: error.retry_after_s }, cause: error })
  if (error instanceof ConnectionFailure) return new Problem('psa_unavailable', undefined, { cause: error })
  if (error instanceof BadAnswer) return new Problem('psa_unavailable', error.message, { cause: error })
  if (!(error instanceof HttpFailure)) return error
  const { status } = error
  if (status === 429)
    return new Problem('psa_busy', undefined, {
      extra: { retry_after_s: error.retry_after_s ?? 30 },
      cause: error,
    })
  if (status >= 300 && status < 400)
    return new Problem(
      'psa_keys_refused',
      'ConnectWise sent us to another address. Check the site of this connection.',
      {
        cause: error,
      },
    )
  if (status === 401) return new Problem('psa_keys_refused', undefined, { cause: error })
  if (status === 403)
    return new Problem('psa_refused', `The API member of this connection may not do this. ${saidBy(error)}`, {
      cause: error,
    })
  if (classOf(status) === 'unknown') return new Problem('psa_unavailable', undefined, { cause: error })
  return new Problem('psa_refused', saidBy(error), { cause: error })
}
