import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { createConnectWise } from './connectwise/provider.ts'
import { createGuardedFetch, type PsaFetch } from './guard.ts'
import { createLimiter, type Limiter } from './limiter.ts'
import type { PsaRegistry } from './provider.ts'

const limitersKept = 1_000
const requestsPerSecond = 8
const inProcessRequestsPerSecond = 500

export type RegistryInput = {
  config: Pick<Config, 'ALLOW_LOOPBACK_PSA'>
  log: Logger
  /** Instead of the guarded fetch: a PSA in the same process. */
  fetch?: PsaFetch
  requestsPerSecond?: number
}

/** Providers live as long as a verb; what must outlast them is the line before each PSA, one per connection. */
export function createRegistry(input: RegistryInput): PsaRegistry {
  const fetch = input.fetch ?? createGuardedFetch({ allowLoopback: input.config.ALLOW_LOOPBACK_PSA })
  const perSecond = input.requestsPerSecond ?? (input.fetch ? inProcessRequestsPerSecond : requestsPerSecond)
  const limiters = new Map<string, Limiter>()

  function limiterOf(connectionId: string): Limiter {
    const limiter = limiters.get(connectionId) ?? createLimiter(perSecond)
    limiters.delete(connectionId)
    limiters.set(connectionId, limiter)
    const [oldest] = limiters.keys()
    if (limiters.size > limitersKept && oldest !== undefined) limiters.delete(oldest)
    return limiter
  }

  return {
    provider: (connection) =>
      createConnectWise({ connection, fetch, limiter: limiterOf(connection.id), log: input.log }),
  }
}
