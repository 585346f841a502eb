import type { Flow } from '../../shared/contracts/flows.ts'

/** Every command that a flow proposes. */
export function commandsOf(flow: Flow): Set<string> {
  const found = new Set<string>()
  const open: unknown[] = [flow.nodes]
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (typeof part !== 'object' || part === null) continue
    for (const [key, value] of Object.entries(part))
      if (key === 'command' && typeof value === 'string') found.add(value)
      else open.push(value)
  }
  return found
}
