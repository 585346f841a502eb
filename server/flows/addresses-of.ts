import { addressesIn } from '../../shared/addresses.ts'
import type { Flow } from '../../shared/contracts/flows.ts'

const mostAddresses = 300

/** Addresses that stand in the texts of a flow. */
export function addressesOf(flow: Flow): string[] {
  const found = new Set<string>()
  const open: unknown[] = [flow]
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (typeof part === 'object' && part !== null) open.push(...Object.values(part))
    if (typeof part === 'string') for (const address of addressesIn(part)) found.add(address)
  }
  return [...found].slice(0, mostAddresses)
}
