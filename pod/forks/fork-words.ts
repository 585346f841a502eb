import type { Fork } from '../../shared/contracts/forks.ts'

const counts = { 2: 'Two ways on', 3: 'Three ways on' } as const

export const forkTitle = ({ paths }: Pick<Fork, 'paths'>): string =>
  counts[paths.length as keyof typeof counts] ?? 'Ways on'

/** Somebody else's choice stood first. */
export function chosenMeanwhile({ paths, chosen }: Pick<Fork, 'paths' | 'chosen'>): string | null {
  const path = paths.find(({ id }) => id === chosen?.path_id)
  return path && chosen ? `${chosen.by.name} took another path a moment ago: ${path.text}` : null
}
