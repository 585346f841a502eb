import ipaddr from 'ipaddr.js'

const ipv6NetworkBits = 64

/**
 * What limits count by: an IPv4 address, or the /64 of an IPv6 one, which a provider gives to one customer. An IPv4
 * address in IPv6's clothes is the same caller; what is no address is kept as it is.
 */
export function networkOf(address: string): string {
  const bare = withoutPort(address)
  if (!ipaddr.isValid(bare)) return address
  const parsed = ipaddr.process(bare)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  const network = ipaddr.IPv6.networkAddressFromCIDR(`${withoutZone(bare)}/${ipv6NetworkBits}`)
  return `${network.toString()}/${ipv6NetworkBits}`
}

/** Some proxies write the port too: `203.0.113.7:4711`, `[2001:db8::1]:4711`. */
function withoutPort(address: string): string {
  const [, inBrackets] = /^\[([^\]]+)\](?::\d+)?$/.exec(address) ?? []
  return inBrackets ?? address.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
}

const withoutZone = (address: string) => address.split('%', 1)[0] ?? address
