import type { MiddlewareHandler } from 'hono'
import type { SimulatorEnv } from './rest/env.ts'

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i

/**
 * Refuses a foreign Host header (a name that was made to point here) and writes from a page of another origin.
 * A request without Host comes from the same process.
 */
export function onlyLocal(): MiddlewareHandler<SimulatorEnv> {
  return async (c, next) => {
    const host = c.req.header('host')
    if (host !== undefined && !loopback.test(host))
      return c.text('The simulator answers on this machine only.', 421)
    const origin = c.req.header('origin')
    const isOwnPage = origin === undefined || origin === new URL(c.req.url).origin
    if (!isOwnPage && c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      return c.text('Pages of another origin may not write here.', 403)
    }
    return next()
  }
}
