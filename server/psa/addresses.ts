import { isIPv4, isIPv6 } from 'node:net'

/** [first octets…, bits]: what of IPv4 is not the public internet (IANA special-purpose registry). */
const reservedV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]

function v4Number(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}

function isPublicV4(address: string): boolean {
  const number = v4Number(address)
  return !reservedV4.some(([first, bits]) => {
    const size = 2 ** (32 - bits)
    return Math.floor(number / size) === Math.floor(v4Number(first) / size)
  })
}

/** The eight groups of an IPv6 address, written in any of its forms. */
function v6Groups(address: string): number[] {
  const plain = address.replace(/%.*$/, '').replace(/(\d+\.\d+\.\d+\.\d+)$/, (_, dotted: string) => {
    const number = v4Number(dotted)
    return `${Math.floor(number / 65536).toString(16)}:${(number % 65536).toString(16)}`
  })
  const [head = '', tail] = plain.split('::')
  const groups = (text: string) =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
  if (tail === undefined) return groups(head)
  const [before, after] = [groups(head), groups(tail)]
  return [...before, ...Array<number>(Math.max(0, 8 - before.length - after.length)).fill(0), ...after]
}

/** Only global unicast, and of that nothing that carries another address inside (6to4, Teredo) or is for documents. */
function isPublicV6(address: string): boolean {
  const [first = 0, second = 0] = v6Groups(address)
  if (first < 0x2000 || first > 0x3fff) return false
  if (first === 0x2002 || (first === 0x3fff && second < 0x1000)) return false
  return !(first === 0x2001 && (second < 0x0200 || second === 0x0db8))
}

/** Whether an IP address belongs to the public internet; anything that is no address does not. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return isPublicV4(address)
  return isIPv6(address.replace(/%.*$/, '')) && isPublicV6(address)
}

export function isLoopback(address: string): boolean {
  return (isIPv4(address) && address.startsWith('127.')) || address === '::1'
}
