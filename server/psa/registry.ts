import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import type { Connection } from '../../shared/contracts/connections.ts'
import type { Config } from '../config.ts'
import { connectWise } from './connectwise/vendor.ts'
import { createGuardedFetch, type PsaFetch } from './guard.ts'
import { createLimiter, type Limiter } from './limiter.ts'
import type { PsaRegistry } from './provider.ts'
import type { Vendor } from './vendor.ts'

/** Every PSA that FlowPilot works with. */
const vendors: Record<Connection['kind'], Vendor> = { connectwise: connectWise }

const connectionsKept = 1_000
const requestsPerSecond = 8
const inProcessRequestsPerSecond = 500
/** Sign-ins of members, which strangers can ask for: beside the account's own line, and smaller. */
const signInsPerSecond = 4
const signInLine = { atOnce: 3, waiting: 20 }

export type RegistryInput = {
  config: Pick<Config, 'ALLOW_LOOPBACK_PSA'>
  log: Logger
  /** Instead of the guarded fetch: a PSA in the same process. */
  fetch?: PsaFetch
  requestsPerSecond?: number
  /** Others beside those of the product. */
  vendors?: Record<string, Vendor>
}

/** Providers live as long as a verb; what must outlast them are the lines before each PSA, two a connection. */
export function createRegistry(input: RegistryInput): PsaRegistry {
  const fetch = input.fetch ?? createGuardedFetch({ allowLoopback: input.config.ALLOW_LOOPBACK_PSA })
  const perSecond = input.requestsPerSecond ?? (input.fetch ? inProcessRequestsPerSecond : requestsPerSecond)
  const signInsEach = input.fetch ? perSecond : signInsPerSecond
  const lines = new LRUCache<string, { limiter: Limiter; signIns: Limiter }>({ max: connectionsKept })

  function linesOf(connectionId: string) {
    const known = lines.get(connectionId)
    if (known) return known
    const made = { limiter: createLimiter(perSecond), signIns: createLimiter(signInsEach, signInLine) }
    lines.set(connectionId, made)
    return made
  }

  function vendorOf(kind: string): Vendor {
    const vendor = new Map(Object.entries({ ...vendors, ...input.vendors })).get(kind)
    if (!vendor) throw new Error(`no PSA of the kind ${kind}`)
    return vendor
  }

  return {
    vendor: vendorOf,
    discover: (kind, site) => vendorOf(kind).discover(site, fetch),
    provider: (connection) =>
      vendorOf(connection.kind).open(connection, { fetch, ...linesOf(connection.id), log: input.log }),
  }
}
