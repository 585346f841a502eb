import * as oidc from 'openid-client'
import { Problem } from '../../shared/problems.ts'
import { type Config, publicUrl } from '../config.ts'
import type { World } from '../world.ts'

const answerLimitMs = 10_000
const bodyLimitBytes = 512 * 1024
const keptMs = 60 * 60_000

export type Provider = { config: oidc.Configuration; issuer: string }

/** What stands on the button; undefined where no provider is set up. */
export function ssoLabel(config: Config): string | undefined {
  return config.OIDC_ISSUER ? config.OIDC_LABEL : undefined
}

/** Where the provider sends the browser back to; it has to be registered there in exactly this form. */
export function callbackUrl(config: Config): string {
  return `${publicUrl(config)}/oauth/oidc/callback`
}

const kept = new WeakMap<Config, { until: number; found: Promise<Provider> }>()

/** The provider as it describes itself; asked once an hour, and again after a failure. */
export function findProvider(world: World): Promise<Provider> {
  const known = kept.get(world.config)
  if (known && known.until > Date.now()) return known.found
  const found = discover(world).catch((error: unknown) => {
    kept.delete(world.config)
    throw asSignInProblem(world, error)
  })
  kept.set(world.config, { until: Date.now() + keptMs, found })
  return found
}

async function discover({ config }: World): Promise<Provider> {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = config
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET)
    throw new Problem('sso_refused', 'There is no single sign-on on this server. Sign in with your password.')
  const issuer = new URL(OIDC_ISSUER)
  const found = await oidc.discovery(issuer, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, undefined, {
    timeout: answerLimitMs / 1000,
    // http passes only where the settings allow a provider on this machine
    execute: [
      oidc.enableNonRepudiationChecks,
      ...(issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : []),
    ],
    [oidc.customFetch]: limitedFetch,
  })
  // Entra's shared endpoints (`common`, `organizations`) name a pattern that any tenant fits: one tenant, one issuer
  const named = found.serverMetadata().issuer
  if (!URL.canParse(named) || new URL(named).href !== issuer.href)
    throw new Problem('sso_refused', 'The single sign-on answers for another issuer than was set up here.')
  return { config: found, issuer: named }
}

/** Whole answers of at most half a megabyte within ten seconds, and no redirects. */
const limitedFetch: oidc.CustomFetch = async (url, options) => {
  const limit = AbortSignal.timeout(answerLimitMs)
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit
  const response = await fetch(url, { ...options, redirect: 'manual', signal } as RequestInit)
  const parts: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.byteLength
    if (size > bodyLimitBytes) throw new TypeError('an answer beyond half a megabyte')
    parts.push(part as Uint8Array<ArrayBuffer>)
  }
  const body = [204, 304].includes(response.status) ? null : new Blob(parts)
  return new Response(body, { status: response.status, headers: response.headers })
}

const awayCodes = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
])

/** Not to be reached, or it said no. The log keeps codes alone: a provider's sentences can name people. */
export function asSignInProblem(world: World, error: unknown): Problem {
  if (error instanceof Problem) return error
  const { name, code, status } = error as { name?: unknown; code?: unknown; status?: unknown }
  const isAway = name === 'TypeError' || awayCodes.has(String(code)) || Number(status) >= 500
  const problem = new Problem(isAway ? 'sso_unavailable' : 'sso_refused', undefined, { cause: error })
  world.log.warn({ problem: problem.code, name, code }, 'a single sign-on failed')
  return problem
}
