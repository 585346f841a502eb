import { checks } from './checks.ts'
import { drafts } from './drafts.ts'

/** Drafted updates: what the product adds to the model, what its checks take, and how many tokens it needs. */
export async function updates(rounds: number): Promise<string> {
  return [await drafts(rounds), await checks(rounds)].join('\n\n')
}
