import type { Fork } from '../../../shared/contracts/forks.ts'
import { sameText } from '../../language/same-text.ts'
import type { TurnOutput } from '../../model/protocol.ts'
import { lengths, storable } from '../caps.ts'

type Input = {
  forks: readonly Fork[]
  wanted: TurnOutput['fork']
  /** Causes that hold no more. */
  out: readonly string[]
  at: string
  newId: () => string
}

type Path = TurnOutput['fork']['paths'][number]

/** The one that stands. */
export const standingFork = (forks: readonly Fork[]): Fork | null =>
  forks.find(({ superseded_at }) => superseded_at === null) ?? null

/**
 * What becomes of the fork in a turn, in the order of the writes. The same paths keep it with what was chosen, others
 * take its place; less than two paths are none.
 */
export function planFork({ forks, wanted, out, at, newId }: Input): Fork[] {
  const before = standingFork(forks)
  const gone = before ? [{ ...before, superseded_at: at }] : []
  const paths = distinct(wanted.paths.flatMap(storablePath)).filter(
    ({ cause }) => !out.some((text) => sameText(text) === sameText(cause)),
  )
  if (paths.length < 2) return wanted.settled ? gone : []
  if (before && isSame(before.paths, paths)) return wanted.settled ? gone : []
  const made = paths.map((path) => ({ id: newId(), ...path, taken: false }))
  return [...gone, { id: newId(), paths: made, chosen: null, superseded_at: null }]
}

function storablePath({ text, shows, cause }: Path): Path[] {
  const clean = storable(text, lengths.path)
  if (!clean) return []
  return [
    {
      text: clean,
      shows: storable(shows, lengths.path_shows) ?? '',
      cause: storable(cause, lengths.triage_hypothesis) ?? '',
    },
  ]
}

const distinct = (paths: readonly Path[]): Path[] =>
  paths.filter(({ text }, at) => paths.findIndex((one) => sameText(one.text) === sameText(text)) === at)

const isSame = (some: readonly { text: string }[], others: readonly { text: string }[]): boolean =>
  some.length === others.length &&
  some.every(({ text }) => others.some((other) => sameText(other.text) === sameText(text)))

/** All of them once these rows are written, oldest first. */
export function forksAfter(forks: readonly Fork[], writes: readonly Fork[]): Fork[] {
  const kept = forks.map((fork) => writes.find(({ id }) => id === fork.id) ?? fork)
  const added = writes.filter(({ id }) => !forks.some((fork) => fork.id === id))
  return [...kept, ...added].slice(-mostForks)
}

/** As many as a case is shown with; older ones stand in its log. */
export const mostForks = 20
