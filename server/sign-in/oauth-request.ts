import * as v from 'valibot'
import { oauthClientId, oauthRedirects } from '../../shared/contracts/extension.ts'
import type { Config } from '../config.ts'

const challenge = v.object({
  response_type: v.literal('code'),
  code_challenge: v.pipe(v.string(), v.regex(/^[\w-]{43}$/)),
  code_challenge_method: v.literal('S256'),
  state: v.pipe(v.string(), v.regex(/^[\x21-\x7e]{8,500}$/)),
})

/** What the side panel asks for, once all of it is known to be right. */
export type AuthorizeRequest = v.InferOutput<typeof challenge> & { client_id: string; redirect_uri: string }

type Read =
  | { request: AuthorizeRequest }
  /** Nobody we know: nothing may be sent there, an error neither. */
  | { refused: 'stranger' }
  | { refused: 'malformed'; location: string }

/** The redirect is compared as it stands: no pattern, no normal form. */
export function readAuthorizeRequest(config: Config, given: Record<string, string>): Read {
  const { client_id = '', redirect_uri = '' } = given
  if (client_id !== oauthClientId || !allowedRedirects(config).includes(redirect_uri))
    return { refused: 'stranger' }
  const parsed = v.safeParse(challenge, given)
  if (parsed.success) return { request: { ...parsed.output, client_id, redirect_uri } }
  const state = /^[\x21-\x7e]{1,500}$/.test(given.state ?? '') ? given.state : undefined
  const error = given.response_type === 'code' ? 'invalid_request' : 'unsupported_response_type'
  return { refused: 'malformed', location: back(redirect_uri, { error, ...(state ? { state } : {}) }) }
}

/** The side panel's address with the answer in it. */
export function back(redirectUri: string, answer: Record<string, string>): string {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
  return url.href
}

/** The panel built from this source is known everywhere but in production, where its id has to be named. */
function allowedRedirects({ EXTENSION_REDIRECTS, NODE_ENV }: Config): readonly string[] {
  if (EXTENSION_REDIRECTS) return EXTENSION_REDIRECTS.split(',')
  return NODE_ENV === 'production' ? [] : Object.values(oauthRedirects)
}
