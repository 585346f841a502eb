import Anthropic from '@anthropic-ai/sdk'
import { Agent, fetch as undiciFetch } from 'undici'
import type { Config } from '../config.ts'
import { createLookup } from '../lookup.ts'
import type { ModelKind, ModelState, ModelTask } from './gateway.ts'
import { createPlaybook } from './playbook/app.ts'
import type { Structured } from './request-body.ts'
import { taskPolicies } from './tasks.ts'

export type ModelClient = {
  kind: ModelKind
  structured: Structured
  /** A client that tells `onBytes` of every piece of an answer's body. */
  open(onBytes: (bytes: number) => void): Anthropic
  warm(): void
  /** For people: without what a proxy may have in front of its name. */
  address: string
}

const defaultAddress = 'https://api.anthropic.com'
/** Engineers pause between two turns; the API closes idle connections later than this. */
const keepAliveMs = 120_000
const warmLimitMs = 5_000
const largestBodyBytes = 16 * 1024 * 1024
/** So long an opened connection is taken as still there. */
const warmForMs = 60_000

export const playbookModel = 'playbook-1'

type ModelIds = NonNullable<ModelState['models']>

export function modelIds(config: Config): ModelIds {
  return { strong: config.MODEL_DIAGNOSIS, fast: config.MODEL_FAST, second: config.MODEL_FALLBACK ?? null }
}

export const modelFor = (models: ModelIds, task: ModelTask): string => models[taskPolicies[task].model]

/** The client of the configured API; null without a key and an address. `given` stands for the network in tests. */
export function realClient(config: Config, given: typeof fetch | undefined): ModelClient | null {
  const { ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL } = config
  if (!ANTHROPIC_API_KEY && !ANTHROPIC_BASE_URL) return null
  const baseURL = ANTHROPIC_BASE_URL ?? defaultAddress
  const net = given ?? keptFetch()
  let warmedAt = Number.NEGATIVE_INFINITY
  return {
    kind: 'anthropic',
    structured: config.MODEL_STRUCTURED,
    address: spoken(baseURL),
    open: (onBytes) => sdk(ANTHROPIC_API_KEY ?? 'no-key', baseURL, counted(net, onBytes)),
    warm: () => {
      if (performance.now() - warmedAt < warmForMs) return
      warmedAt = performance.now()
      // Not HEAD, after which undici closes the connection; the body is read to its end so that it stays open.
      net(baseURL, { redirect: 'manual', signal: AbortSignal.timeout(warmLimitMs) })
        .then((response) => response.arrayBuffer())
        .catch(() => {})
    },
  }
}

function spoken(address: string): string {
  const { origin, pathname } = new URL(address)
  return `${origin}${pathname.replace(/\/$/, '')}`
}

/** The playbook answers on the same wire, in this process. */
export function offlineClient(): ModelClient {
  const playbook = createPlaybook()
  const inProcess: typeof fetch = async (url, init) =>
    playbook.request(url instanceof URL ? url.href : (url as string), init)
  return {
    kind: 'offline',
    structured: 'native',
    address: 'http://playbook',
    open: (onBytes) => sdk('offline', 'http://playbook', counted(inProcess, onBytes)),
    warm: () => {},
  }
}

/** Key and address are passed explicitly: the SDK would otherwise read the environment by itself. */
const sdk = (apiKey: string, baseURL: string, via: typeof fetch) =>
  new Anthropic({ apiKey, baseURL, authToken: null, logLevel: 'off', fetch: via })

function keptFetch(): typeof fetch {
  const dispatcher = new Agent({
    keepAliveTimeout: keepAliveMs,
    maxResponseSize: largestBodyBytes,
    connect: { lookup: createLookup() },
  })
  return ((url: string, init: RequestInit) =>
    undiciFetch(url, { ...init, dispatcher } as Parameters<typeof undiciFetch>[1])) as unknown as typeof fetch
}

/** The SDK swallows pings, which are all that a thinking model sends: bytes are counted before it reads them. */
function counted(via: typeof fetch, onBytes: (bytes: number) => void): typeof fetch {
  return async (url, init) => {
    // Followed, a redirect would carry the client's words wherever it points; as an answer it is refused.
    const response = await via(url, { ...init, redirect: 'manual' })
    if (!response.body) return response
    const body = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          onBytes(chunk.byteLength)
          controller.enqueue(chunk)
        },
      }),
    )
    const { status, statusText } = response
    return new Response(body, { status, statusText, headers: [...response.headers] })
  }
}

/** A model on this machine costs nothing. */
export function isFree(config: Config): boolean {
  if (!config.ANTHROPIC_BASE_URL) return false
  const { hostname } = new URL(config.ANTHROPIC_BASE_URL)
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
}
