import type { TurnOutput } from '../model/protocol.ts'
import type { ShortIds } from './short-ids.ts'

/** The answer with the ids of rows instead of short ones; what names no row of this case is left out and counted. */
export function rowIds(said: TurnOutput, ids: ShortIds): { value: TurnOutput; unknown: number } {
  let unknown = 0
  const known = <T>(items: readonly T[], rowOf: (item: T) => T | undefined): T[] =>
    items.flatMap((item) => {
      const row = rowOf(item)
      if (row === undefined) unknown++
      return row === undefined ? [] : [row]
    })
  const withId =
    <T extends { id: string }>(rowOf: (short: string) => string | undefined) =>
    (item: T) => {
      const id = rowOf(item.id)
      return id === undefined ? undefined : { ...item, id }
    }
  const value: TurnOutput = {
    ...said,
    task_changes: known(said.task_changes, withId(ids.task)),
    removed_tasks: known(said.removed_tasks, ids.task),
    fact_changes: known(said.fact_changes, withId(ids.fact)),
    removed_facts: known(said.removed_facts, ids.fact),
    removed_causes: known(said.removed_causes, ids.cause),
    new_facts: said.new_facts.map((fact) => ({
      ...fact,
      source: ids.question(fact.source) ?? ids.task(fact.source) ?? fact.source,
    })),
  }
  return { value, unknown }
}
