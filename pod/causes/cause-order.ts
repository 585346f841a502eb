import type { Cause } from '../../shared/contracts/causes.ts'

/** How the causes will stand after an act, until the server says it itself: picked first, struck last. */
export function changedCauses(causes: readonly Cause[], cause: Cause, state: Cause['state']): Cause[] {
  const { standing, struck } = partCauses(causes.filter(({ id }) => id !== cause.id))
  const changed = { ...cause, state }
  if (state === 'struck') return [...standing, changed, ...struck]
  const at = state === 'picked' ? 0 : cause.state === 'struck' ? standing.length : cause.rank - 1
  return [...standing.toSpliced(at, 0, changed), ...struck]
}

export function partCauses(causes: readonly Cause[]): { standing: Cause[]; struck: Cause[] } {
  return {
    standing: causes.filter(({ state }) => state !== 'struck'),
    struck: causes.filter(({ state }) => state === 'struck'),
  }
}
