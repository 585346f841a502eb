import { LRUCache } from 'lru-cache'
import * as oidc from 'openid-client'
import { Problem } from '../../shared/problems.ts'
import { type Config, publicUrl } from '../config.ts'
import { inAccount } from '../db/tx.ts'
import type { World } from '../world.ts'
import { selectProvider } from './provider-queries.ts'

const answerLimitMs = 10_000
const bodyLimitBytes = 512 * 1024
const keptMs = 60 * 60_000
const mostKept = 500

/** What the client's secret is sealed for. */
export const secretPurpose = 'identity-provider'

export type Provider = { config: oidc.Configuration; issuer: string; guests: boolean }
type Client = { issuer: string; client_id: string; client_secret: string }

/** Where the provider sends the browser back to; it has to be registered there in exactly this form. */
export function callbackUrl(config: Config): string {
  return `${publicUrl(config)}/oauth/oidc/callback`
}

type Discovered = { config: oidc.Configuration; issuer: string }
/** What providers said of themselves, by account and the moment they were set. */
export type KnownProviders = LRUCache<string, Promise<Discovered>>

export const createKnownProviders = (): KnownProviders => new LRUCache({ max: mostKept, ttl: keptMs })

/** The account's provider as it describes itself; asked once an hour, and again after a change or a failure. */
export async function findProvider(world: World, accountId: string): Promise<Provider> {
  const row = await inAccount(world.db, accountId, selectProvider)
  if (!row) throw new Problem('sso_refused', noProvider)
  const client_secret = await world.keys.unseal(secretPurpose, accountId, row.client_secret_sealed)
  const { providers } = world
  const key = `${accountId} ${row.changed_at}`
  const known = providers.get(key) ?? discoverProvider(world, { ...row, client_secret })
  providers.set(key, known)
  const found = await known.catch((error: unknown) => {
    providers.delete(key)
    throw error
  })
  return { ...found, guests: row.guests }
}

/** The same for whoever is no customer, has no provider, or whose domain is not proved: strangers do not learn which. */
export const noProvider =
  'There is no single sign-on for this address. Sign in with your password, or ask an owner of your account.'

/** Asks a provider who it is. Nothing of it is fetched from a private address. */
export async function discoverProvider(world: World, client: Client): Promise<Discovered> {
  try {
    return await discover(world, client)
  } catch (error) {
    throw asSignInProblem(world, error)
  }
}

async function discover(world: World, client: Client): Promise<Discovered> {
  const issuer = new URL(client.issuer)
  const mayBePlain = world.config.ALLOW_LOOPBACK_PSA && /^(localhost|127\.0\.0\.1)$/.test(issuer.hostname)
  if (issuer.protocol !== 'https:' && !mayBePlain)
    throw new Problem('invalid', 'The issuer is an https address.', {
      fields: { 'provider.issuer': 'An https address.' },
    })
  const found = await oidc.discovery(issuer, client.client_id, client.client_secret, undefined, {
    timeout: answerLimitMs / 1000,
    // http passes only where the settings allow a provider on this machine
    execute: [
      oidc.enableNonRepudiationChecks,
      ...(issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : []),
    ],
    [oidc.customFetch]: limitedFetch(world),
  })
  const { issuer: named, authorization_endpoint = '' } = found.serverMetadata()
  // Entra's shared endpoints (`common`, `organizations`) name a pattern that any tenant fits: one tenant, one issuer
  if (!URL.canParse(named) || new URL(named).href !== issuer.href)
    throw new Problem('sso_refused', 'The single sign-on answers for another issuer than was set up here.')
  // there the browser is sent
  if (!URL.canParse(authorization_endpoint) || !/^https?:$/.test(new URL(authorization_endpoint).protocol))
    throw new Problem('sso_refused', 'The single sign-on names no page to sign in on.')
  return { config: found, issuer: named }
}

/** Through the guard of PSA hosts. Whole answers of at most half a megabyte within ten seconds, and no redirects. */
const limitedFetch =
  ({ outside }: World): oidc.CustomFetch =>
  async (url, options) => {
    const limit = AbortSignal.timeout(answerLimitMs)
    const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit
    const body = options.body === undefined || options.body === null ? null : String(options.body)
    const init = { method: options.method, headers: options.headers, body, signal }
    const response = await outside.fetch(url, init as RequestInit)
    const parts: Uint8Array<ArrayBuffer>[] = []
    let size = 0
    for await (const part of response.body ?? []) {
      size += part.byteLength
      if (size > bodyLimitBytes) throw new TypeError('an answer beyond half a megabyte')
      parts.push(part as Uint8Array<ArrayBuffer>)
    }
    const whole = [204, 304].includes(response.status) ? null : new Blob(parts)
    return new Response(whole, { status: response.status, headers: [...response.headers] })
  }

const awayCodes = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
])

type Failure = { name?: unknown; code?: unknown; status?: unknown; not_connected?: unknown; cause?: unknown }
const deepest = 5

/** The client wraps what the network says, a few times over. */
function causesOf(error: Failure): Failure[] {
  const causes = [error]
  for (let cause = error.cause; cause instanceof Error && causes.length < deepest; cause = cause.cause)
    causes.push(cause as Failure)
  return causes
}

/** Not to be reached, or it said no. The log keeps codes alone: a provider's sentences can name people. */
export function asSignInProblem(world: World, error: unknown): Problem {
  if (error instanceof Problem) return error
  const { name, code } = error as Failure
  const isAway = causesOf(error as Failure).some(
    (each) =>
      each.name === 'TypeError' ||
      awayCodes.has(String(each.code)) ||
      Number(each.status) >= 500 ||
      each.not_connected === true,
  )
  const problem = new Problem(isAway ? 'sso_unavailable' : 'sso_refused', undefined, { cause: error })
  world.log.warn({ problem: problem.code, name, code }, 'a single sign-on failed')
  return problem
}
