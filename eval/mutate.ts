import { actor, outcome, tense, toldAsChecked } from './mutate-claims.ts'
import { number, time } from './mutate-figures.ts'
import { entity } from './mutate-names.ts'
import { antonym, negation } from './mutate-polarity.ts'
import { invented, sourceRemoved, sourceSwapped } from './mutate-sources.ts'
import type { Clean, Mutator, Wrong } from './mutate-text.ts'

/** Each makes a true sentence wrong in one way: by word lists of its own, and the same each time. */
export const mutators = {
  entity,
  antonym,
  negation,
  invented,
  tense,
  told_as_checked: toldAsChecked,
  outcome,
  number,
  time,
  actor,
  source_removed: sourceRemoved,
  source_swapped: sourceSwapped,
} as const satisfies Record<string, Mutator>

export type MutationKind = keyof typeof mutators

export function mutationsOf(clean: Clean): { kind: MutationKind; wrong: Wrong }[] {
  if (clean.cited.length === 0) return []
  return (Object.keys(mutators) as MutationKind[]).flatMap((kind) => {
    const wrong = mutators[kind](clean)
    return wrong ? [{ kind, wrong }] : []
  })
}
