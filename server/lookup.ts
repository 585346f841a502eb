import { type LookupAddress, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { LRUCache } from 'lru-cache'

const thirtySeconds = 30_000
const mostKept = 500

type Asked = { hostname: string; family: number }
type Ask = (asked: Asked) => Promise<LookupAddress[]>

/** getaddrinfo runs in libuv's pool, beside password hashes and file reads. */
const ask: Ask = ({ hostname, family }) =>
  new Promise((resolve, reject) => {
    lookup(hostname, { all: true, family }, (error, addresses) =>
      error ? reject(error) : resolve(addresses),
    )
  })

/**
 * Addresses of names, each asked for once in 30 s however many want it; what failed is asked anew. Whoever needs them
 * to be public looks at them every time.
 */
export function createLookup({ by = ask, keptMs = thirtySeconds } = {}): LookupFunction {
  const kept = new LRUCache<string, LookupAddress[], Asked>({
    max: mostKept,
    ttl: keptMs,
    fetchMethod: (_key, _stale, { context }) => by(context),
  })
  return (hostname, options, callback) => {
    const family = familyOf(options.family)
    kept.fetch(`${family} ${hostname.toLowerCase()}`, { context: { hostname, family } }).then(
      (addresses = []) => {
        const [first] = addresses
        if (options.all) callback(null, addresses)
        else if (first) callback(null, first.address, first.family)
        else callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '', 0)
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    )
  }
}

const familyOf = (family: number | string | undefined) => Number(String(family ?? 0).replace('IPv', '')) || 0
