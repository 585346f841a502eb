export interface RefusalDetail {
  code: string
  message: string
  resource: string
  field: string
}

/** An answer that ConnectWise gives instead of the record: status and body as they go over the wire. */
export class Refusal extends Error {
  readonly status: number
  readonly body: unknown
  readonly headers: Record<string, string>

  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    super(`ConnectWise simulator answers ${status}`)
    this.status = status
    this.body = body
    this.headers = headers
  }
}

export function refusal(
  status: number,
  code: string,
  message: string,
  errors: RefusalDetail[] | null = null,
): Refusal {
  return new Refusal(status, { code, message, errors })
}

export function invalidObject(resource: string, field: string, code: string, message: string): Refusal {
  return refusal(400, 'InvalidObject', `${resource} object is invalid`, [{ code, message, resource, field }])
}

export function missingField(resource: string, field: string): Refusal {
  return invalidObject(resource, field, 'MissingRequiredField', `The ${field} field is required.`)
}

export function notFound(resource: string, id: number | string): Refusal {
  const message = `${resource} ${id} not found`
  return refusal(404, 'NotFound', message, [
    { code: 'NotFound', message, resource: resource.toLowerCase(), field: 'id' },
  ])
}

export function security(message: string): Refusal {
  return refusal(403, 'Security', message)
}

export function unauthorized(): Refusal {
  return refusal(401, 'Unauthorized', 'The credentials provided are invalid')
}

export function badCondition(message: string): Refusal {
  return refusal(400, 'ApiFindCondition', message)
}

export function unknownMember(name: string, model: string): Refusal {
  return refusal(
    400,
    'ConnectWiseApi',
    `Could not find member '${name}' on object of type '${model}'. Path '${name}'. Check your accept header`,
  )
}

/** 429 has a body of its own, unlike every other refusal. */
export function tooMany(retryAfter: string | number | undefined): Refusal {
  const message = `Too many requests. Please try again in ${retryAfter ?? 30} seconds.`
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
  return new Refusal(429, { error: 'ConnectWiseAPI', message }, headers)
}

/** What the web server in front answers before the API sees the request: a page, not JSON. */
export function webServerPage(status: number, title: string): Refusal {
  const page = `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">
<HTML><HEAD><TITLE>${title}</TITLE>
<META HTTP-EQUIV="Content-Type" Content="text/html; charset=us-ascii"></HEAD>
<BODY><h2>${title}</h2>
<hr><p>HTTP Error ${status}. The request is badly formed or the service is unavailable.</p>
</BODY></HTML>`
  return new Refusal(status, page, { 'content-type': 'text/html; charset=us-ascii' })
}
