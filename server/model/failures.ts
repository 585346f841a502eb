import Anthropic from '@anthropic-ai/sdk'

/**
 * Why a call of the model gave no usable answer.
 * `rejected`: the request itself was refused (key, model id, form) and would be again · `busy`: overloaded, out of
 * quota or unreachable · `cut`: the stream ended early · `too_long`: max_tokens · `invalid`: not of the schema ·
 * `refused`: the model declined · `stopped`: a person stopped it.
 */
export type FailureClass = 'rejected' | 'busy' | 'cut' | 'too_long' | 'invalid' | 'refused' | 'stopped'

/** What a rejected call was rejected for. `address`: it points elsewhere with a redirect. `thinking`: replayed thinking blocks whose signature does not fit. `image`: one that it does not take. */
export type RejectedFor = 'key' | 'model' | 'address' | 'thinking' | 'image' | 'request'

export type Failure = {
  class: FailureClass
  rejected_for: RejectedFor | null
  status: number | null
  /** What the API said, in its own words; for the log alone. */
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
  if (status >= 300 && status < 400) return 'address'
  if (status === 401 || status === 403) return 'key'
  // Servers without the route answer 404 too, in other forms.
  if (status === 404 && error.type === 'not_found_error' && /\bmodel\b/i.test(error.message)) return 'model'
  if (status === 400 && /signature|thinking/i.test(error.message)) return 'thinking'
  if (status === 400 && /\bimages?\b/i.test(error.message)) return 'image'
  return 'request'
}

function retryAfterMs(headers: Headers | undefined): number | null {
  const seconds = Number(headers?.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null
}

const longestRequestId = 100

/** What a server calls a request, for the log: letters, digits and hyphens. */
export const requestIdOf = (told: unknown): string | null =>
  typeof told === 'string' && told !== '' ? told.slice(0, longestRequestId).replace(/[^\w-]/g, '') : null

/** The words that the API speaks of requests with. Whatever else stands in its message may be a client's. */
const apiWords = new Set(
  (
    'a again an all also and any are as at be been but by can cannot could did do does each expected expects for from given got greater has have in into invalid is it its least less may missing more most must no non none not null of on one only or than that the their there this to too unexpected until up valid was were when while with you your ' +
    'account adaptive additionalproperties admin allowed anthropic api argument array assistant authentication available away balance base64 beta billing block blocks body boolean broken budget budget_tokens bytes cache cache_control cached calls character characters client concurrent connection connections content context control count credit credits credentials daily deprecated disabled duplicate duration effort empty enabled end endpoint ephemeral error errors exceed exceeded exceeds expired failed failure field fields final first format found function gateway header headers high history hour id image images input input_schema input_tokens insufficient integer internal json key last length limit limits long low max max_tokens maximum medium message messages metadata method min minimum minute model models moved name network number object order output output_config output_tokens over overloaded parallel parameter path per permission place plans please previous prefill prompt properties property provided purchase quota quoted rate reached read refused region rejected repeat request requests required requires response retry role roles schema schemas seconds server service signature size slow down specified start still stop stop_sequence stop_sequences stream streaming string strict structured supported system temperature text thinking timed timeout token tokens tool tool_choice tool_result tool_use tool_use_id tools top_k top_p total trailing try ttl type types unauthorized unavailable unions unknown unsupported upgrade usage use used user value values version whitespace workspace wrong v1 x bad large away'
  ).split(' '),
)
const modelName = /^claude-[a-z]{1,12}(?:-\d{1,8}){0,3}$/
const wordForm = /[\p{L}\p{N}_][\p{L}\p{N}_.[\]-]*/gu
const number = /^\d+$/
const longestNumber = 3

/** "messages.1.content.0" and "x-api-key" are made of its words. */
const isOfApi = (word: string): boolean =>
  modelName.test(word) ||
  word
    .toLowerCase()
    .split(/[.[\]-]/)
    .every((part) => apiWords.has(part) || (number.test(part) && part.length <= longestNumber) || part === '')

/**
 * What the API said may reach the log as far as its words are the API's own: some servers quote the request, and with it
 * a key or what a client wrote. Other errors, such as those of a JSON parser, quote the answer: of them the name alone.
 */
function messageOf(error: unknown): string | null {
  if (!(error instanceof Anthropic.APIError)) return error instanceof Error ? error.name : null
  const said = (error.apiMessage ?? error.message).slice(0, longestMessage)
  return said
    .replace(wordForm, (word) => (isOfApi(word) ? word : '…'))
    .replace(/…(?:[^\p{L}\p{N}]*…)+/gu, '…')
}
