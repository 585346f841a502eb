import { createApp } from '../app.ts'
import type { World } from '../world.ts'
import type { People, PersonName } from './people.ts'

export type Answer = { status: number; body: unknown; headers: Headers; text: string }
type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>

/** The whole app without a socket. `as('ben')` calls signed in; paths are below /api/v1 unless they begin with `//`. */
export function requests(world: World, who: People) {
  const app = createApp(world)
  const call = async (
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Answer> => {
    const response = await app.request(path.startsWith('//') ? path.slice(1) : `/api/v1${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    return {
      status: response.status,
      body: isJson ? JSON.parse(text) : text,
      headers: response.headers,
      text,
    }
  }
  const as = (name: PersonName, pod?: { ticket?: string }): Call => {
    const token = who.tokenFor(name, pod)
    return async (method, path, body, headers = {}) =>
      call(method, path, body, { authorization: `Bearer ${await token}`, ...headers })
  }
  const signedOut: Call = (method, path, body, headers = {}) => call(method, path, body, headers)
  return { app, as, signedOut }
}
