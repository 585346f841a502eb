import { type AnyCode, mayPass, sentenceOf } from './problems.ts'

/** A failure as a person reads it (`message`) and as code branches on it (`code`). `extra`: the body's other keys. */
export class ApiProblem extends Error {
  readonly code: AnyCode
  readonly status: number
  readonly fields: Record<string, string>
  readonly extra: Record<string, unknown>

  constructor(
    code: AnyCode,
    more: { message?: string; status?: number; body?: Record<string, unknown> } = {},
  ) {
    super(more.message || sentenceOf(code))
    this.name = 'ApiProblem'
    this.code = code
    this.status = more.status ?? 0
    const { code: _code, message: _message, fields, ...extra } = more.body ?? {}
    this.fields = (fields ?? {}) as Record<string, string>
    this.extra = extra
  }

  /** Worth trying once more as it is. */
  get may_pass(): boolean {
    return mayPass(this.code)
  }
}

/** Any thrown thing as a problem; what is no problem of ours becomes `internal`. */
export function asProblem(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : new ApiProblem('internal')
}

/** The problem in an error answer, or in the data of an `error` frame. A newer server's code is kept with its sentence. */
export function problemFrom(body: unknown, status = 0): ApiProblem {
  const given = (typeof body === 'object' && body ? body : {}) as Record<string, unknown>
  const message = typeof given.message === 'string' ? given.message : undefined
  const code = message && typeof given.code === 'string' ? (given.code as AnyCode) : byStatus(status)
  return new ApiProblem(code, { ...(message ? { message } : {}), status, body: given })
}

function byStatus(status: number): AnyCode {
  if (status === 401) return 'not_signed_in'
  if (status === 403) return 'not_allowed'
  if (status === 404) return 'not_found'
  if (status === 413) return 'too_large'
  if (status === 429) return 'too_often'
  return status >= 502 && status <= 504 ? 'unreachable' : 'internal'
}
