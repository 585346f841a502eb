import * as v from 'valibot'

const answerTimeoutMs = 15_000
const maxChars = 200_000

/** No answer at all, or one that says "not now": the sign-in is kept and tried again. */
export class Away extends Error {}
/** The server's own refusal. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, sentence: string) {
    super(sentence)
    this.status = status
    this.code = code
  }
}

const refusal = v.object({ code: v.pipe(v.string(), v.minLength(1)), message: v.optional(v.string(), '') })

/** One call with a limit on its time, no cookies, no redirects. */
export async function callServer<T>(
  url: string,
  schema: v.GenericSchema<unknown, T>,
  init: RequestInit = {},
): Promise<T> {
  const { status, body } = await fetchText(url, init)
  const json: unknown = await Promise.resolve(body)
    .then(JSON.parse)
    .catch(() => null)
  if (status >= 500 || status === 429) throw new Away()
  if (status >= 400) {
    const said = v.safeParse(refusal, json)
    // a proxy's own page is not the server's word
    const { code, message } = said.success ? said.output : { code: 'unreadable', message: '' }
    throw new Refused(status, code, message)
  }
  const parsed = v.safeParse(schema, json)
  if (!parsed.success) throw new Refused(status, 'unreadable', '')
  return parsed.output
}

async function fetchText(url: string, init: RequestInit): Promise<{ status: number; body: string }> {
  try {
    const response = await fetch(url, {
      ...init,
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.timeout(answerTimeoutMs),
    })
    return { status: response.status, body: (await response.text()).slice(0, maxChars) }
  } catch {
    throw new Away()
  }
}
