import { Resolver } from 'node:dns/promises'

const limits = { timeout: 3_000, tries: 2 }

/** TXT records, asked of this machine’s name servers: at most twice, three seconds each. */
export function resolveTxt(name: string): Promise<string[][]> {
  return new Resolver(limits).resolveTxt(name)
}
