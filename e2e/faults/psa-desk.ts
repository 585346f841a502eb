import type { Truth } from './psa-truth.ts'
import type { Random } from './random.ts'

/** What the parts of the PSA share. */
export type PsaDesk = {
  truth: Truth
  random: Random
  isCalm: boolean
  latest_commit_ms: number
  struck: Map<string, number>
  /** Work that goes on after its connection is gone. */
  later(work: Promise<unknown>): void
}

export function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
