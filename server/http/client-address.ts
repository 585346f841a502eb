import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import type { AppEnv } from './routes.ts'

/** Who is on the line. X-Forwarded-For counts only as many hops from the end as TRUSTED_PROXY_HOPS names. */
export function clientAddress(c: Context<AppEnv>): string {
  const hops = c.get('world').config.TRUSTED_PROXY_HOPS
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim())
  if (hops > 0 && forwarded[0]) return (forwarded[Math.max(0, forwarded.length - hops)] ?? '').slice(0, 64)
  // A request in the same process has no socket.
  return (c.env as { incoming?: unknown } | undefined)?.incoming
    ? (getConnInfo(c).remote.address ?? 'unknown')
    : 'in-process'
}
