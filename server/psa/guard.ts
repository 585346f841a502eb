import type { LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector, fetch as undiciFetch } from 'undici'
import { Problem } from '../../shared/problems.ts'
import { createLookup } from '../lookup.ts'
import { isLoopback, isPublicAddress } from './addresses.ts'
import type { Vendor } from './vendor.ts'

const connectLimitMs = 5_000
const totalLimitMs = 30_000
const bodyLimitBytes = 5_500_000

export type PsaFetch = (url: string, init: RequestInit) => Promise<Response>

type Allowed = { allowLoopback: boolean }

/**
 * The site of a connection as it is kept: scheme, host and port, the cloud's API host turned into its web host.
 * Throws `site_not_allowed` for everything that is not https to a cloud host, or to a public host an admin confirmed.
 */
export function checkSiteUrl(
  given: string,
  {
    confirmed,
    allowLoopback,
    vendor,
  }: Allowed & { confirmed: boolean; vendor: Pick<Vendor, 'name' | 'cloudHost'> },
): string {
  const refuse = (why?: string) => {
    throw new Problem('site_not_allowed', why, { fields: { site_url: why ?? 'Not an address of a PSA.' } })
  }
  let url: URL
  try {
    url = new URL(withScheme(given.trim(), vendor))
  } catch {
    return refuse()
  }
  if (url.username || url.password) return refuse()
  const hasRest = url.search !== '' || url.hash !== ''
  if (isLoopbackSite(url))
    return allowLoopback && !hasRest && !isDisguised(given, url) ? url.origin : refuse()
  const web = vendor.cloudHost(url.hostname)
  if (url.protocol === 'https:' && url.port === '' && web) return `https://${web}`
  // of the cloud the rest of the address bar is known to be a screen's; of other hosts nothing is guessed
  if (hasRest) return refuse()
  if (!mayReach(url, { allowLoopback }) || isDisguised(given, url)) return refuse()
  if (!confirmed)
    return refuse(
      `This is no address of the ${vendor.name} cloud. Confirm that it is your own ${vendor.name} server.`,
    )
  return url.origin
}

/** The cloud is https only, and browsers hide that: its hosts may be given without. */
function withScheme(given: string, vendor: Pick<Vendor, 'cloudHost'>): string {
  const [host = ''] = given.split(/[/?#]/, 1)
  return vendor.cloudHost(host) ? `https://${given}` : given
}

function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

function isLoopbackSite(url: URL): boolean {
  return /^https?:$/.test(url.protocol) && (url.hostname === 'localhost' || isLoopback(bareHost(url)))
}

/** Decimal, octal and hexadecimal addresses: the parser writes them out, the text does not show them. */
function isDisguised(given: string, url: URL): boolean {
  return isIP(bareHost(url)) !== 0 && !given.toLowerCase().includes(`//${url.host.toLowerCase()}`)
}

/** By its text alone: https to a name or to a public address. What a name resolves to is seen when connecting. */
function mayReach(url: URL, { allowLoopback }: Allowed): boolean {
  if (isLoopbackSite(url)) return allowLoopback
  const host = bareHost(url)
  if (url.protocol !== 'https:' || host === '' || host.endsWith('.')) return false
  if (isIP(host) !== 0) return isPublicAddress(host)
  return host.includes('.') && !/\.(localhost|local|internal|lan|home|arpa|test|invalid|onion)$/.test(host)
}

class AddressRefused extends Error {
  readonly code = 'ADDRESS_REFUSED'
}

/** Refuses a name when any of its addresses is not public, also where `lookup` knew them from before. */
export const publicLookup =
  (lookup: LookupFunction): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 0)
      const addresses = found as LookupAddress[]
      const [first] = addresses
      const bad = addresses.some(({ address }) => !isPublicAddress(address))
      if (!first || bad) return callback(new AddressRefused('a name that leads to a private address'), '', 0)
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family)
    })
  }

/** Every failure before the connection stands is marked: it proves that nothing of the request was sent. */
function guardedConnector({ allowLoopback }: Allowed): buildConnector.connector {
  const toPublic = buildConnector({ timeout: connectLimitMs, lookup: publicLookup(createLookup()) })
  const toLoopback = buildConnector({ timeout: connectLimitMs })
  return (options, callback) => {
    const site = new URL(`${options.protocol}//${options.host ?? options.hostname}`)
    const local = isLoopbackSite(site)
    const fail = (error: Error) => callback(Object.assign(error, { not_connected: true }), null)
    if (!mayReach(site, { allowLoopback })) return fail(new AddressRefused('an address that is not allowed'))
    const startedAt = performance.now()
    return (local ? toLoopback : toPublic)(options, (...[error, socket]) => {
      if (error) return fail(error)
      // A process that was stopped meanwhile hears of its connection before its timers fire: others may have taken
      // over what it was about to send.
      if (performance.now() - startedAt > connectLimitMs) {
        socket.destroy()
        return fail(new Error('connected too late to send'))
      }
      const address = socket.remoteAddress ?? ''
      if (local ? isLoopback(address) : isPublicAddress(address)) return callback(null, socket)
      socket.destroy()
      return fail(new AddressRefused('connected to an address that is not allowed'))
    })
  }
}

/**
 * The fetch of every PSA call: public https hosts only (loopback where the settings allow it), 5 s to connect,
 * 30 s in all, redirects handed back.
 */
export function createGuardedFetch(allowed: Allowed): PsaFetch {
  const options = {
    connect: guardedConnector(allowed),
    headersTimeout: totalLimitMs,
    bodyTimeout: totalLimitMs,
    maxResponseSize: bodyLimitBytes,
  }
  const reads = new Agent(options)
  // A kept connection can be closed by the other side as the write goes out, which leaves it unknown: writes open their own.
  const writes = new Agent({ ...options, pipelining: 0 })
  return async (url, init) => {
    if (!mayReach(new URL(url), allowed))
      throw Object.assign(new AddressRefused('an address that is not allowed'), { not_connected: true })
    const limit = AbortSignal.timeout(totalLimitMs)
    const response = await undiciFetch(url, {
      method: init.method ?? 'GET',
      headers: init.headers as Record<string, string>,
      body: (init.body ?? null) as string | null,
      redirect: 'manual',
      signal: init.signal ? AbortSignal.any([init.signal, limit]) : limit,
      dispatcher: init.method === undefined || init.method === 'GET' ? reads : writes,
    })
    return response as unknown as Response
  }
}
