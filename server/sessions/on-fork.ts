import type { Fork, ForkChoice, ForkPath } from '../../shared/contracts/forks.ts'
import type { ProblemCode } from '../../shared/problems.ts'

/** `path` null: it is walked already. `before`: the one that was walked until now. */
export type ForkDecision = { path: ForkPath | null; before: ForkPath | null } | { problem: ProblemCode }

/** What a choice does to a fork that stands so: who chose without seeing another's choice is told of it. */
export function onFork(fork: Fork, { path_id, instead_of }: ForkChoice): ForkDecision {
  const path = fork.paths.find(({ id }) => id === path_id)
  if (!path) return { problem: 'invalid' }
  if (fork.superseded_at !== null) return { problem: 'fork_superseded' }
  const chosen = fork.chosen?.path_id ?? null
  if (chosen === path_id) return { path: null, before: null }
  if (chosen !== instead_of) return { problem: 'fork_chosen' }
  return { path, before: fork.paths.find(({ id }) => id === chosen) ?? null }
}
