import type { IncomingMessage, ServerResponse } from 'node:http'

export type Exchange = {
  request: IncomingMessage
  response: ServerResponse
  asked_at: number
  path: string
  query: URLSearchParams
  /** Empty without the right keys. */
  company: string
  ticket_id: string
  rest: string
  note_id: string
  /** A number at the end of a path that is no ticket's. */
  record_id: string
  body: string
}

export function json(
  { response }: Exchange,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

/** Half of the body, then the connection breaks. */
export function brokenAnswer({ request, response }: Exchange, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body))
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': String(bytes.length) })
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => request.socket.destroySoon())
}

/** The connection breaks within the first line of the answer. */
export function brokenHead({ request }: Exchange): void {
  request.socket.write('HTTP/1.1 20', () => request.socket.resetAndDestroy())
}
