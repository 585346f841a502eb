import { mostPaths } from '../../shared/limits.ts'
import type { TurnOutput } from '../model/protocol.ts'
import { mostFacts, mostTasks } from './caps.ts'

/** What a whole case can hold; each item of a plan is compared with all rows, so that more is not even looked at. */
const most = {
  new_tasks: mostTasks,
  task_changes: mostTasks,
  removed_tasks: mostTasks,
  new_facts: mostFacts,
  fact_changes: mostFacts,
  removed_facts: mostFacts,
  causes: 12,
} as const
const mostOptions = 16
const mostRefs = 24
const longestPath = 400

/** An answer with lists of a length that a case can take: their schema has none, because the API refuses limits. */
export function limitOutput(said: TurnOutput): TurnOutput {
  const lists = Object.entries(most).map(([key, count]) => [
    key,
    said[key as keyof typeof most].slice(0, count),
  ])
  const limited: TurnOutput = { ...said, ...Object.fromEntries(lists) }
  return {
    ...limited,
    question: { ...said.question, options: said.question.options.slice(0, mostOptions) },
    causes: limited.causes.map((cause) => ({
      ...cause,
      for: cause.for.slice(0, mostRefs),
      against: cause.against.slice(0, mostRefs),
    })),
    fork: { ...said.fork, paths: said.fork.paths.slice(0, mostPaths) },
    flow: { ...said.flow, path: said.flow.path.slice(-longestPath) },
  }
}
