import type { SessionDetail } from '../../shared/contracts/sessions.ts'

type Row = { id: string }

/**
 * A case as it was read, with the rows that did not change as they stood here: what is drawn from them is not drawn
 * again. A list without any change is the known list.
 */
export function keepRows(known: SessionDetail | null, read: SessionDetail): SessionDetail {
  if (!known) return read
  const { steps, tasks, questions, facts, causes, forks } = known
  return {
    ...read,
    steps: sameRows(steps, read.steps),
    tasks: sameRows(tasks, read.tasks),
    questions: sameRows(questions, read.questions),
    facts: sameRows(facts, read.facts),
    causes: sameRows(causes, read.causes),
    forks: sameRows(forks, read.forks),
  }
}

function sameRows<T extends Row>(known: T[], read: T[]): T[] {
  if (known === read) return known
  // a row that is none is shown as such by the part that draws it
  const byId = new Map(known.map((row) => [row?.id, row]))
  const rows = read.map((row) => {
    const before = byId.get(row?.id)
    return before && isSame(before, row) ? before : row
  })
  return rows.length === known.length && rows.every((row, at) => row === known[at]) ? known : rows
}

/** Both came as JSON of one contract, keys in its order. */
const isSame = (a: Row, b: Row) => a === b || JSON.stringify(a) === JSON.stringify(b)
