import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import type { AppEnv } from './routes.ts'

/** On every answer. Pages bring their own Content-Security-Policy; the pod's alone lets itself be framed. */
export const secureHeaders: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next()
  c.res.headers.set('x-content-type-options', 'nosniff')
  if (!c.res.headers.has('referrer-policy')) c.res.headers.set('referrer-policy', 'no-referrer')
  c.res.headers.set('cross-origin-opener-policy', 'same-origin')
  if (!c.res.headers.has('content-security-policy'))
    c.res.headers.set(
      'content-security-policy',
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    )
  if (c.get('world').config.NODE_ENV === 'production')
    c.res.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains')
  if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
}

/** Which build of the UI is served: a page of another one offers to reload. */
export const tellBuild: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next()
  const page = await c.get('world').ui.page()
  if (page) c.res.headers.set('x-flowpilot-build', page.build)
}

/**
 * Any origin, since the right is the bearer token, which a page has only when it was given one. No credentials:
 * cookies never count here.
 */
export const bearerCors = cors({
  origin: '*',
  allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowHeaders: ['Authorization', 'Content-Type', 'Accept', 'Last-Event-ID'],
  exposeHeaders: ['Retry-After', 'X-Request-Id'],
  maxAge: 600,
})
