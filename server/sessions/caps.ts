import { stripHidden } from '../../shared/hidden-signs.ts'
import { Problem } from '../../shared/problems.ts'

/** More than this nobody reads on a screen, and each turn sends all of it to the model. */
export const mostTasks = 30
export const mostFacts = 60
export const mostStruckCauses = 30

/** Lengths of what a model may write; people are held to the same by the contracts. */
export const lengths = {
  reply: 20_000,
  title: 200,
  client_name: 200,
  asset_name: 200,
  issue_category: 100,
  triage_hypothesis: 300,
  task: 200,
  detail: 500,
  command: 1_000,
  result: 2_000,
  fact: 300,
  fix: 200,
  fix_description: 2_000,
  script: 8_000,
  path: 200,
  path_shows: 500,
  question: 500,
  option: 80,
  options: 8,
} as const

export function roomForTask(count: number): void {
  if (count >= mostTasks)
    throw new Problem('invalid', `A case holds up to ${mostTasks} steps. Remove one first.`, {
      fields: { text: `At most ${mostTasks} steps.` },
    })
}

export function roomForFact(count: number): void {
  if (count >= mostFacts)
    throw new Problem('invalid', `A case holds up to ${mostFacts} facts. Remove one first.`, {
      fields: { text: `At most ${mostFacts} facts.` },
    })
}

/** What is seen and a database can hold, trimmed and cut; null when nothing is left. */
export function storable(text: string | null | undefined, max: number): string | null {
  const clean = stripHidden(text ?? '')
    .trim()
    .slice(0, max)
    .toWellFormed()
  return clean === '' ? null : clean
}
