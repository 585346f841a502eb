import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { World } from '../world.ts'
import type { AppEnv } from './routes.ts'

/** Puts world and request id on the request and writes its one log line: no query, no body, no address of a page. */
export const requestLog =
  (world: World): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const startedAt = performance.now()
    c.set('world', world)
    c.set('request_id', randomUUID())
    c.header('x-request-id', c.get('request_id'))
    await next()
    const ctx = c.get('ctx') as AppEnv['Variables']['ctx'] | undefined
    const line = {
      request_id: c.get('request_id'),
      method: c.req.method,
      route: routePath(c),
      status: c.res.status,
      ms: Math.round(performance.now() - startedAt),
      ...(ctx ? { account_id: ctx.account_id, user_id: ctx.user.id } : {}),
    }
    if (c.res.status >= 500) world.log.warn(line, 'request')
    else if (line.route.startsWith('/assets') || line.route.endsWith('z')) world.log.debug(line, 'request')
    else world.log.info(line, 'request')
  }
