import Anthropic from '@anthropic-ai/sdk'

/**
 * Why a call of the model gave no usable answer.
 * `rejected`: the request itself was refused (key, model id, form) and would be again · `busy`: overloaded, out of
 * quota or unreachable · `cut`: the stream ended early · `too_long`: max_tokens · `invalid`: not of the schema ·
 * `refused`: the model declined · `stopped`: a person stopped it.
 */
export type FailureClass = 'rejected' | 'busy' | 'cut' | 'too_long' | 'invalid' | 'refused' | 'stopped'

/** What a rejected call was rejected for. `thinking`: replayed thinking blocks whose signature does not fit. */
export type RejectedFor = 'key' | 'model' | 'thinking' | 'request'

export type Failure = {
  class: FailureClass
  rejected_for: RejectedFor | null
  status: number | null
  /** What the API said; for the log alone. */
  message: string | null
  retry_after_ms: number | null
}

export const failureOf = (failure: FailureClass, more: Partial<Failure> = {}): Failure => ({
  class: failure,
  rejected_for: null,
  status: null,
  message: null,
  retry_after_ms: null,
  ...more,
})

const longestMessage = 300
const busyStatuses = new Set([408, 409, 429])
const busyTypes = new Set(['overloaded_error', 'rate_limit_error', 'timeout_error'])

/** `began`: events of the answer had come. `wrote`: text had come, so that only a cut can be told. */
export function classify(error: unknown, { began, wrote }: { began: boolean; wrote: boolean }): Failure {
  const message = messageOf(error)
  if (wrote) return failureOf('cut', { message })
  if (error instanceof Anthropic.APIConnectionError) return failureOf('busy', { message })
  if (error instanceof Anthropic.APIError && error.status !== undefined) {
    const { status, headers } = error
    if (busyStatuses.has(status) || status >= 500)
      return failureOf('busy', { status, message, retry_after_ms: retryAfterMs(headers) })
    return failureOf('rejected', { status, message, rejected_for: rejectedFor(status, error) })
  }
  // An `error` event amid the stream is an APIError without a status.
  if (error instanceof Anthropic.APIError && error.type !== null && busyTypes.has(error.type))
    return failureOf('busy', { message })
  return failureOf(began ? 'cut' : 'busy', { message })
}

function rejectedFor(status: number, error: { type: unknown; message: string }): RejectedFor {
  if (status === 401 || status === 403) return 'key'
  // Servers without the route answer 404 too, in other forms.
  if (status === 404 && error.type === 'not_found_error' && /\bmodel\b/i.test(error.message)) return 'model'
  if (status === 400 && /signature|thinking/i.test(error.message)) return 'thinking'
  return 'request'
}

function retryAfterMs(headers: Headers | undefined): number | null {
  const seconds = Number(headers?.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null
}

/** Some servers quote the request, and with it what a client wrote. */
const quoted = /"[^"\n]{20,}"|'[^'\n]{20,}'|`[^`\n]{20,}`/g

/**
 * What the API said may reach the log, a key and long quotations never. Other errors, such as those of a JSON parser, quote
 * the answer: of them the name alone.
 */
function messageOf(error: unknown): string | null {
  if (!(error instanceof Anthropic.APIError)) return error instanceof Error ? error.name : null
  const said = error.apiMessage ?? error.message
  return said
    .replace(quoted, '“…”')
    .slice(0, longestMessage)
    .replace(/\b(?:sk|key|bearer)[-_ ][\w-]{8,}/gi, '[key]')
}
