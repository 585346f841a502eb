import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import ipaddr from 'ipaddr.js'
import { networkOf } from './network.ts'
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

/**
 * A program on this machine asks us, and no proxy for somebody else: whoever stands behind one comes from this machine
 * too.
 */
export function isDirectFromHere(c: Context<AppEnv>): boolean {
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => c.req.header(name))
  if (isForwarded) return false
  if (!(c.env as { incoming?: unknown } | undefined)?.incoming) return true
  const { address } = getConnInfo(c).remote
  return address !== undefined && ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback'
}

/** The caller as limits count them. */
export const clientNetwork = (c: Context<AppEnv>): string => networkOf(clientAddress(c))

const browsers = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const
const systems = [
  ['Windows', 'Windows'],
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Mac OS X', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
] as const

/** Browser and system as a person would name them, for the list of one's sign-ins; '' where it says neither. */
export function deviceOf(c: Context<AppEnv>): string {
  const said = (c.req.header('user-agent') ?? '').slice(0, 500)
  const named = (list: readonly (readonly [string, string])[]) =>
    list.find(([sign]) => said.includes(sign))?.[1]
  return [named(browsers), named(systems)].filter(Boolean).join(' on ')
}
